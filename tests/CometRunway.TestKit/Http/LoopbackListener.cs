using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Text;

namespace CometRunway.TestKit.Http;

/// <summary>
/// A TCP server on a free loopback port for tests of connections, repeated requests and invalid responses. Clients may disconnect. An exception of
/// the test's script closes the connection and is rethrown by <see cref="DisposeAsync"/>.
/// </summary>
public sealed class LoopbackListener : IAsyncDisposable
{
    /// <summary>
    /// The maximum time for which disposal waits for running scripts. A script that never returns, to simulate a server that does not respond, is not
    /// awaited further.
    /// </summary>
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

    /// <summary>
    /// Creates the server. <paramref name="serve"/> handles each request; its arguments are the number of the request, starting at 1, the text and
    /// the stream. If it leaves the stream open, the connection can be reused.
    /// </summary>
    public LoopbackListener(Func<int, string, NetworkStream, Task> serve)
    {
        _serve = serve;
        _ended = new(EndAsync);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}/");
        // On the thread pool, because a test or a script that blocks its thread must not block other connections.
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>The address of the server.</summary>
    public Uri Address { get; }

    /// <summary>The complete requests as text, in order.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    /// <summary>The number of opened connections.</summary>
    public int Connections => Volatile.Read(ref _connectionCount);

    /// <summary>Writes a response with a JSON body and leaves the connection open.</summary>
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
            // A script has not returned.
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
                // The client disconnected before it was accepted.
            }
            catch (Exception) when (_end.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // The listener is closed, so that clients do not wait indefinitely.
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
                while (await requests.ReadAsync(_end.Token) is { } request && await TryServeAsync(request, stream))
                {
                }
            }
            catch (Exception lost) when (lost is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // The client disconnected, the script closed the connection, or the test has ended.
            }
            catch (Exception failure)
            {
                Keep(failure);
            }
        }
    }

    private async Task<bool> TryServeAsync(string request, NetworkStream stream)
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

    // A missing fixture file also causes an IOException, but it is not a lost connection.
    private bool IsLostConnection(Exception failure) => failure is SocketException or ObjectDisposedException or IOException { InnerException: SocketException or ObjectDisposedException }
        || (failure is OperationCanceledException && _end.IsCancellationRequested);

    /// <summary>Records the first exception only. Later exceptions are usually consequences.</summary>
    private void Keep(Exception failure) => Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
}
