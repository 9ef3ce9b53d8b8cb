namespace CometRunway.Errors;

/// <summary>How much a violation weighs.</summary>
public enum Severity
{
    /// <summary>The service would refuse the request, by the sources that decide.</summary>
    Error,

    /// <summary>Advice: the request may be sent as it is.</summary>
    Warning,
}
