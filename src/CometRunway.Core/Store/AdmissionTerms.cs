namespace CometRunway.Store;

/// <summary>The conditions for a new task.</summary>
public sealed record AdmissionTerms
{
    /// <summary>The limits of the scope.</summary>
    public required BudgetLimits Limits { get; init; }

    /// <summary>The period in which an equal request counts as a duplicate.</summary>
    public required TimeSpan DuplicateWindow { get; init; }

    /// <summary>True to create another video with the same settings. It does not override an unknown outcome that is less than a day old.</summary>
    public bool NewTake { get; init; }

    /// <summary>The limits that a person allowed this task to exceed. Other limits, and limits of 0, still apply.</summary>
    public IReadOnlyCollection<BudgetLimit> Over { get; init; } = [];

    /// <summary>True if the process that begins the task only prepares its request: until a sender takes the row over, nothing is sent.</summary>
    internal bool AwaitsSender { get; init; }
}
