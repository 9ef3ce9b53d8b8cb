using System.Net.Sockets;

namespace CometRunway.Videos.Downloads;

/// <summary>Says in words why a connection failed. The text contains nothing of the exception's message, which can quote a server.</summary>
internal static class ConnectionReason
{
    public static string Of(Exception failure) => failure switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "its name cannot be resolved",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "no secure connection is possible, for example because its certificate is not valid",
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => "the proxy did not open the connection",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError, InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => "it refuses the connection",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "the connection did not open",
        _ => "the connection broke",
    };
}
