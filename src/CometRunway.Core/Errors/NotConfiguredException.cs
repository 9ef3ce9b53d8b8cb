namespace CometRunway.Errors;

/// <summary>There is no API key; the message names the variable to set.</summary>
public sealed class NotConfiguredException : CometRunwayException
{
    /// <summary>Creates the exception.</summary>
    public NotConfiguredException(string message)
        : base(message)
    {
    }
}
