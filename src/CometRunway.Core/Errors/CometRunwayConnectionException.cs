namespace CometRunway.Errors;

/// <summary>No usable answer arrived: the connection failed, broke or timed out.</summary>
public sealed class CometRunwayConnectionException : CometRunwayException
{
    /// <summary>Creates the exception; the message must hold no key or URL query.</summary>
    public CometRunwayConnectionException(string message, bool neverConnected, Exception? inner = null)
        : base(message, inner) => NeverConnected = neverConnected;

    /// <summary>True when the connection never opened (DNS, refused, TLS), so that nothing can have been sent.</summary>
    public bool NeverConnected { get; }
}
