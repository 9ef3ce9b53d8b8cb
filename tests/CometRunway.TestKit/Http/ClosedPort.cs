using System.Net;
using System.Net.Sockets;

namespace CometRunway.TestKit.Http;

/// <summary>A loopback port where nobody listens, held so that no other test's server can get it meanwhile.</summary>
public sealed class ClosedPort : IDisposable
{
    private readonly Socket _held = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Takes a free one.</summary>
    public ClosedPort()
    {
        _held.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_held.LocalEndPoint!).Port}/");
    }

    /// <summary>Where connections are refused.</summary>
    public Uri Address { get; }

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();
}
