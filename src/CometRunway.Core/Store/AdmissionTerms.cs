namespace CometRunway.Store;

/// <summary>Under what conditions a request may become a paid task.</summary>
public sealed record AdmissionTerms
{
    /// <summary>The limits of the scope.</summary>
    public required BudgetLimits Limits { get; init; }

    /// <summary>How long an equal request counts as the same one.</summary>
    public required TimeSpan DuplicateWindow { get; init; }

    /// <summary>Asks for another video of the same request; it does not override an unknown outcome younger than a day.</summary>
    public bool NewTake { get; init; }

    /// <summary>The limits that a person allowed this one task to go over; a limit of 0 and every other limit still hold.</summary>
    public IReadOnlyCollection<BudgetLimit> Over { get; init; } = [];
}
