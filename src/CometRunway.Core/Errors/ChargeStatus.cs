namespace CometRunway.Errors;

/// <summary>Whether the failed call may have cost money.</summary>
public enum ChargeStatus
{
    /// <summary>Nothing was created.</summary>
    No,

    /// <summary>The task was created and charged.</summary>
    Yes,

    /// <summary>It is not known whether a task was created.</summary>
    Unknown,
}
