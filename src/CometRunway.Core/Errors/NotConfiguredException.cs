namespace CometRunway.Errors;

/// <summary>
/// The exception that is thrown when no API key is set, when the app's key provider or caller context failed, or when OpenSSL is missing on a
/// Linux machine; the inner exception is the failure. Nothing was sent and nothing was charged. The message names the setting or the failed part.
/// </summary>
public sealed class NotConfiguredException : CometRunwayException
{
    /// <summary>Creates the exception.</summary>
    public NotConfiguredException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
