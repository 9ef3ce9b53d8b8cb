using System.Net;
using System.Net.Sockets;
using CometRunway.Net;
using CometRunway.TestKit.Net;

namespace CometRunway.Core.Tests.Videos;

public sealed class GuardedConnectorTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Connect_LoopbackWithoutLeave_IsRefusedAtTheConnectionItself(string host)
    {
        await using var server = new ScriptedServer(exchange => exchange.SendHeadAsync("200 OK", "Content-Length: 0"));
        using var client = new HttpMessageInvoker(GuardedConnector.CreateHandler(TimeProvider.System));
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{host}:{server.Port}/");

        var failure = await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(request, TestContext.Current.CancellationToken));

        Assert.True(AddressRefusedException.IsIn(failure));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Connect_LoopbackWithLeave_Connects()
    {
        await using var server = new ScriptedServer(exchange => exchange.SendHeadAsync("200 OK", "Content-Length: 0"));
        using var client = new HttpMessageInvoker(GuardedConnector.CreateHandler(TimeProvider.System));
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Link());
        request.Options.Set(GuardedConnector.AllowLoopback, true);

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>The system's lookup throws an ArgumentException for it, which would count as an error of this program.</summary>
    [Theory]
    [InlineData(253, false)]
    [InlineData(254, true)]
    [InlineData(2_000, true)]
    public async Task CheckHost_NameThatNoSystemResolves_IsNotFoundLikeAnyOther(int length, bool isTooLong)
    {
        var lookups = 0;
        var link = new Uri($"https://{string.Join('.', Enumerable.Repeat(new string('a', 60), 40))[..length]}/a.mp4");
        Task<IPAddress[]> LookupAsync(string host, CancellationToken ct)
        {
            lookups++;
            return host.Length > 253 ? throw new ArgumentOutOfRangeException(nameof(host)) : throw new SocketException((int)SocketError.HostNotFound);
        }

        var failure = await Assert.ThrowsAsync<SocketException>(() => GuardedConnector.CheckHostAsync(link, allowLoopback: false, LookupAsync, TestContext.Current.CancellationToken));

        Assert.Equal(SocketError.HostNotFound, failure.SocketErrorCode);
        Assert.Equal(isTooLong ? 0 : 1, lookups);
    }

    [Fact]
    public async Task Connect_ThroughAProxyOnAPrivateAddress_IsTheProxysOwnBusiness()
    {
        await using var proxy = new ScriptedServer(exchange => exchange.SendHeadAsync("407 Proxy Authentication Required", "Content-Length: 0"));
        using var handler = GuardedConnector.CreateHandler(TimeProvider.System);
        handler.Proxy = new LoopbackBypassProxy(new WebProxy(new Uri($"http://127.0.0.1:{proxy.Port}")));
        using var client = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://videos.example/clip.mp4?_jwt=secret");

        await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(request, TestContext.Current.CancellationToken));

        Assert.StartsWith("CONNECT videos.example:443 ", proxy.Requests[0], StringComparison.Ordinal);
        Assert.DoesNotContain("secret", proxy.Requests[0], StringComparison.Ordinal);
    }
}
