using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Text;

namespace CometRunway.TestKit.Http;

/// <summary>
/// A bare TCP server on a free loopback port, for what only the wire shows: connections, resends, broken answers. A client that goes away is
/// ordinary; what the test's own script throws closes the connection and is thrown again by <see cref="DisposeAsync"/>.
/// </summary>
public sealed class LoopbackListener : IAsyncDisposable
{
    /// <summary>How long scripts that are not done may go on after the end. One that waits for ever, to play a silent server, is left behind then.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _end = new();
    private readonly List<string> _requests = [];
    private readonly List<Task> _connections = [];
    private readonly Func<int, string, NetworkStream, Task> _serve;
    private readonly Lazy<Task> _ended;
    private readonly Task _accepting;
    private ExceptionDispatchInfo? _failure;
    private int _connectionCount;

    /// <summary>Serves each request with <paramref name="serve"/>: its number from 1, its text, and the stream. It returns with the stream
    /// open (the connection stays usable) or closed.</summary>
    public LoopbackListener(Func<int, string, NetworkStream, Task> serve)
    {
        _serve = serve;
        _ended = new(EndAsync);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/");
        // Not where the test runs: one that blocks there, or a script that blocks here, must not keep others from being served.
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>The requests that arrived whole, as text, in the order of their numbers.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    /// <summary>How many connections were opened.</summary>
    public int Connections => Volatile.Read(ref _connectionCount);

    /// <summary>Writes an answer with a JSON body and leaves the connection open.</summary>
    public static async Task WriteAsync(NetworkStream stream, int status, string body, string headers = "")
    {
        var text = $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(_ended.Value);

    private async Task EndAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        try
        {
            await Task.WhenAll(_connections).WaitAsync(Grace);
        }
        catch (TimeoutException)
        {
            // A script waits for something that this test does not bring.
        }

        _end.Dispose();
        Volatile.Read(ref _failure)?.Throw();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptAsync(_end.Token);
                Interlocked.Increment(ref _connectionCount);
                _connections.Add(Task.Run(() => ServeAsync(socket)));
            }
            catch (SocketException gone) when (gone.SocketErrorCode is SocketError.ConnectionAborted or SocketError.ConnectionReset)
            {
                // It went away before it was accepted; the next one may stay.
            }
            catch (Exception) when (_end.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // Clients must not hang on a listener that takes no more.
                Keep(failure);
                _listener.Dispose();
                return;
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        using (_end.Token.Register(socket.Dispose))
        {
            try
            {
                await using var stream = new NetworkStream(socket, ownsSocket: true);
                var requests = new RequestReader(stream);
                while (await requests.ReadAsync(_end.Token) is { } request && await TryAnswerAsync(request, stream))
                {
                }
            }
            catch (Exception lost) when (lost is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // The other side went away (possibly before it was looked at), the script closed the connection, or the test is over.
            }
            catch (Exception failure)
            {
                Keep(failure);
            }
        }
    }

    private async Task<bool> TryAnswerAsync(string request, NetworkStream stream)
    {
        int number;
        lock (_requests)
        {
            _requests.Add(request);
            number = _requests.Count;
        }

        try
        {
            await _serve(number, request, stream);
            return true;
        }
        catch (Exception failure)
        {
            if (!IsLostConnection(failure))
                Keep(failure);
            return false;
        }
    }

    // A fixture that is missing is an IOException too, and no matter of the connection.
    private bool IsLostConnection(Exception failure) => failure is SocketException or ObjectDisposedException or IOException { InnerException: SocketException or ObjectDisposedException }
        || (failure is OperationCanceledException && _end.IsCancellationRequested);

    /// <summary>The first one is the cause; the others follow from it.</summary>
    private void Keep(Exception failure) => Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
}
