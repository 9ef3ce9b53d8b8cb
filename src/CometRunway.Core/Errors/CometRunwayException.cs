namespace CometRunway.Errors;

/// <summary>The base of what this library throws for reasons outside the caller's code.</summary>
public abstract class CometRunwayException : Exception
{
    private protected CometRunwayException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Whether the failed call can have cost money.</summary>
    public ChargeStatus Charge { get; init; }

    /// <summary>True when the same call may succeed later; never a promise, and never for a create of unknown outcome.</summary>
    public bool IsTransient { get; init; }
}
