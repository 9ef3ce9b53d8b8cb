namespace CometRunway.Errors;

/// <summary>The base class of the exceptions of this library that are not caused by wrong arguments.</summary>
public abstract class CometRunwayException : Exception
{
    private protected CometRunwayException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Whether the failed call may have cost money.</summary>
    public ChargeStatus Charge { get; init; }

    /// <summary>True when the same call may succeed later. Always false for a create whose outcome is unknown.</summary>
    public bool IsTransient { get; init; }
}
