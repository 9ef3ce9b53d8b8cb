namespace CometRunway.Api.Http;

/// <summary>Distinguishes failures to connect, where nothing was sent, from other failures.</summary>
internal static class ConnectFailure
{
    public static bool Is(Exception exception) => exception switch
    {
        HttpRequestException http => http.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
        // SocketsHttpHandler.ConnectTimeout.
        OperationCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };

    /// <summary>Returns a short reason for logs and messages. It never contains the exception message, which may quote text of a server.</summary>
    public static string Reason(Exception exception) => exception switch
    {
        HttpRequestException http => http.HttpRequestError.ToString(),
        OperationCanceledException => "Timeout",
        _ => exception.GetType().Name,
    };
}
