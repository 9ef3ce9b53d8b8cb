using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace CometRunway.Sandbox.Api;

/// <summary>Ends a connection the hard way: with a TCP reset instead of an orderly end.</summary>
internal static class ConnectionReset
{
    public static void Do(HttpContext http)
    {
        if (http.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Close();
        }

        http.Abort();
    }
}
