namespace CometRunway.Errors;

/// <summary>Whether the failed call can have cost money.</summary>
public enum ChargeStatus
{
    /// <summary>Nothing was created.</summary>
    No,

    /// <summary>The task was taken, and paid.</summary>
    Yes,

    /// <summary>Nobody can tell from here.</summary>
    Unknown,
}
