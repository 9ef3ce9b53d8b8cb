namespace CometRunway.Store;

/// <summary>The conditions for a new task.</summary>
public sealed record AdmissionTerms
{
    /// <summary>The limits of the scope.</summary>
    public required BudgetLimits Limits { get; init; }

    /// <summary>How long an equal request counts as the same one.</summary>
    public required TimeSpan DuplicateWindow { get; init; }

    /// <summary>Asks for another video of the same request; it does not override an unknown outcome younger than a day.</summary>
    public bool NewTake { get; init; }

    /// <summary>The limits that a person allowed this task to exceed. A limit of 0 and all other limits still apply.</summary>
    public IReadOnlyCollection<BudgetLimit> Over { get; init; } = [];
}
