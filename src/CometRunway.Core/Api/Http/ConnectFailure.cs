namespace CometRunway.Api.Http;

/// <summary>Tells failures of opening a connection, where nothing can have been sent, from all others.</summary>
internal static class ConnectFailure
{
    public static bool Is(Exception exception) => exception switch
    {
        HttpRequestException http => http.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        // The sockets' own ConnectTimeout.
        OperationCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };

    /// <summary>A word for logs and messages: never the exception's own text, which may quote what a server sent.</summary>
    public static string Reason(Exception exception) => exception switch
    {
        HttpRequestException http => http.HttpRequestError.ToString(),
        OperationCanceledException => "Timeout",
        _ => exception.GetType().Name,
    };
}
