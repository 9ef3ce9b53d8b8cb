namespace CometRunway.Errors;

/// <summary>The exception that is thrown when no usable response arrived: the connection failed, was interrupted or timed out.</summary>
public sealed class CometRunwayConnectionException : CometRunwayException
{
    /// <summary>Creates the exception; the message must not contain the API key or a URL query.</summary>
    public CometRunwayConnectionException(string message, bool neverConnected, Exception? inner = null)
        : base(message, inner) => NeverConnected = neverConnected;

    /// <summary>True when no connection was established (DNS, refused, TLS), so nothing was sent.</summary>
    public bool NeverConnected { get; }
}
