namespace CometRunway.Errors;

/// <summary>The severity of a violation.</summary>
public enum Severity
{
    /// <summary>The service would reject the request, according to the sources that take precedence.</summary>
    Error,

    /// <summary>The request can be sent unchanged.</summary>
    Warning,
}
