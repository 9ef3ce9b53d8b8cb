using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CometRunway.Images;
using CometRunway.Images.Remote;
using CometRunway.Options;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.Options;

namespace CometRunway.Core.Tests.Images;

/// <summary>
/// An internet with one public machine, which speaks TLS, and a trap on loopback behind every other address. Everything is the real thing
/// (handler, connector, filter) but the resolver and the last step of opening a socket, which lead here.
/// </summary>
internal sealed class PublicInternet : IAsyncDisposable
{
    /// <summary>The address of the public machine.</summary>
    public static readonly IPAddress Public = IPAddress.Parse("93.184.216.34");

    // Making a key takes longer than any of the tests.
    private static readonly X509Certificate2 DisplayText = Certificate();

    private readonly TcpListener _public = new(IPAddress.Loopback, 0);
    private readonly TcpListener _trap = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<IPAddress> _opened = new();
    private readonly ConcurrentDictionary<string, Queue<IPAddress[]>> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<string, byte[]> _answer;
    private readonly HttpClient _client;
    private readonly Task _serving;

    /// <param name="answer">The whole answer to a request head.</param>
    public PublicInternet(Func<string, byte[]> answer)
    {
        _answer = answer;
        _public.Start();
        _trap.Start();
        _serving = ServeAsync();
        var handler = RemoteImageServices.Handler(TimeProvider.System, LookUpAsync, OpenAsync);
        handler.UseProxy = false;
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, shown, _, _) => shown?.GetCertHashString() == DisplayText.Thumbprint;
        _client = new HttpClient(handler);
        Links = new RemoteImageChecker(_client, new OptionsWrapper<CometRunwayOptions>(new CometRunwayOptions()), TimeProvider.System, LookUpAsync);
    }

    public RemoteImageChecker Links { get; }

    /// <summary>Every address that a socket was about to be opened to.</summary>
    public IReadOnlyList<IPAddress> Opened => [.. _opened];

    /// <summary>True when a connection reached the trap.</summary>
    public bool IsTrapped => _trap.Pending();

    /// <summary>Gives a name its addresses, one set for each time it is asked for; the last one stays.</summary>
    public void Name(string host, params IPAddress[][] answers) => _names[host] = new(answers);

    /// <summary>As the product does it: the text is judged, then what it leads to is looked at.</summary>
    public async Task<ImageLoadResult> GiveAsync(string image) =>
        await Links.CheckAsync(new ImageLoader(ImageFolders.FromOptions([])).Load(image), TestContext.Current.CancellationToken).WithTestTimeout(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _public.Stop();
        _trap.Stop();
        await _serving;
        _client.Dispose();
        _stop.Dispose();
    }

    private Task<IPAddress[]> LookUpAsync(string host, CancellationToken ct)
    {
        if (!_names.TryGetValue(host, out var answers))
            throw new SocketException((int)SocketError.HostNotFound);
        lock (answers)
            return Task.FromResult(answers.Count > 1 ? answers.Dequeue() : answers.Peek());
    }

    private async Task<Stream> OpenAsync(IPAddress address, int port, CancellationToken ct)
    {
        _opened.Enqueue(address);
        var listener = address.Equals(Public) ? _public : _trap;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(listener.LocalEndpoint, ct);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _public.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            await using var stream = new SslStream(client.GetStream());
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = DisplayText }, _stop.Token);
            var head = new StringBuilder();
            var one = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _stop.Token) == 1)
                head.Append((char)one[0]);
            await stream.WriteAsync(_answer(head.ToString()), _stop.Token);
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, which is its right.
        }
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=public.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var signed = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(signed.Export(X509ContentType.Pkcs12), null);
    }
}
