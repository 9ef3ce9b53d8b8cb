using System.Net;
using System.Net.Sockets;

namespace CometRunway.TestKit.Http;

/// <summary>A loopback port without a listener. The port stays reserved, so that the server of another test cannot use it.</summary>
public sealed class ClosedPort : IDisposable
{
    private readonly Socket _held = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Reserves a free port.</summary>
    public ClosedPort()
    {
        _held.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_held.LocalEndPoint!).Port}/");
    }

    /// <summary>An address that refuses connections.</summary>
    public Uri Address { get; }

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();
}
