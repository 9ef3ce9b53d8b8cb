namespace CometRunway.Errors;

/// <summary>The exception that is thrown when no API key is set. The message names the setting.</summary>
public sealed class NotConfiguredException : CometRunwayException
{
    /// <summary>Creates the exception.</summary>
    public NotConfiguredException(string message)
        : base(message)
    {
    }
}
