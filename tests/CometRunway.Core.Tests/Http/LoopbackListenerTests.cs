using System.Net;
using System.Net.Sockets;
using System.Text;
using CometRunway.TestKit.Http;
using CometRunway.TestKit.Waiting;

namespace CometRunway.Core.Tests.Http;

/// <summary>The listener must not fail or hang a test by itself, and must not hide what went wrong in a test's own script.</summary>
public sealed class LoopbackListenerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dispose_AfterConnectionsThatWereResetAtOnce_DoesNotFail()
    {
        var server = new LoopbackListener(static (_, _, stream) => LoopbackListener.WriteAsync(stream, 200, "{}"));
        for (var i = 0; i < 300; i++)
            await ResetAsync(server.Address, i % 3 == 0 ? "" : "GET / HTTP/1.1\r\n\r\n");

        var answer = await AskAsync(server.Address, "GET /last HTTP/1.1\r\n\r\n");
        await server.DisposeAsync().AsTask().WithTestTimeout(Token);

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_ManyConnectionsAtOnce_EachRequestHasANumberOfItsOwn()
    {
        const int Many = 200;
        await using var server = new LoopbackListener(static (number, _, stream) => LoopbackListener.WriteAsync(stream, 200, $"[{number}]"));

        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => AskAsync(server.Address, "GET / HTTP/1.1\r\n\r\n"))).WithTestTimeout(Token);

        Assert.Equal(Enumerable.Range(1, Many), answers.Select(answer => int.Parse(answer.Split('[', ']')[1], null)).Order());
        Assert.Equal((Many, Many), (server.Requests.Count, server.Connections));
    }

    [Fact]
    public async Task Script_Throws_ClosesTheConnectionAndIsTold()
    {
        var server = new LoopbackListener(static (_, _, _) => throw new InvalidOperationException("the script's own"));

        var answer = await AskAsync(server.Address, "GET / HTTP/1.1\r\n\r\n");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => server.DisposeAsync().AsTask()).WithTestTimeout(Token);

        Assert.Equal("", answer);
        Assert.Equal("the script's own", error.Message);
    }

    [Fact]
    public async Task Script_CannotReadItsFixture_IsNotTakenForALostConnection()
    {
        var server = new LoopbackListener(static (_, _, _) => throw new FileNotFoundException("no such fixture"));

        await AskAsync(server.Address, "GET / HTTP/1.1\r\n\r\n");

        await Assert.ThrowsAsync<FileNotFoundException>(() => server.DisposeAsync().AsTask()).WithTestTimeout(Token);
    }

    [Fact]
    public async Task Script_WritesToAClientThatIsGone_FailsNothing()
    {
        var reset = new TaskCompletionSource();
        var wrote = new TaskCompletionSource();
        var server = new LoopbackListener(async (_, _, stream) =>
        {
            await reset.Task;
            try
            {
                while (true)
                    await stream.WriteAsync(new byte[64 * 1024]);
            }
            finally
            {
                wrote.TrySetResult();
            }
        });

        await ResetAsync(server.Address, "GET / HTTP/1.1\r\n\r\n", whenServed: () => server.Requests.Count > 0);
        reset.SetResult();
        await wrote.Task.WithTestTimeout(Token);

        await server.DisposeAsync().AsTask().WithTestTimeout(Token);
    }

    [Fact]
    public async Task Dispose_WhileAScriptWaitsForever_Ends()
    {
        var begun = new TaskCompletionSource();
        var server = new LoopbackListener((_, _, _) =>
        {
            begun.SetResult();
            return new TaskCompletionSource().Task;
        });
        var asking = AskAsync(server.Address, "GET / HTTP/1.1\r\n\r\n");
        await begun.Task.WithTestTimeout(Token);

        await server.DisposeAsync().AsTask().WithTestTimeout(Token);

        Assert.Equal("", await asking.WithTestTimeout(Token));
    }

    [Fact]
    public async Task Dispose_WhileAScriptFails_TellsIt()
    {
        var begun = new TaskCompletionSource();
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var server = new LoopbackListener(async (_, _, _) =>
        {
            begun.SetResult();
            await goOn.Task;
            throw new InvalidOperationException("late");
        });
        _ = AskAsync(server.Address, "GET / HTTP/1.1\r\n\r\n");
        await begun.Task.WithTestTimeout(Token);

        var ending = server.DisposeAsync().AsTask();
        goOn.SetResult();

        Assert.Equal("late", (await Assert.ThrowsAsync<InvalidOperationException>(() => ending).WithTestTimeout(Token)).Message);
    }

    /// <summary>The end may come while a connection is being accepted.</summary>
    [Fact]
    public async Task Dispose_WhileConnectionsArrive_NeverFails()
    {
        for (var i = 0; i < 200; i++)
        {
            var server = new LoopbackListener(static (_, _, stream) => LoopbackListener.WriteAsync(stream, 200, "{}"));
            Task[] asking = [.. Enumerable.Range(0, 4).Select(_ => AskAsync(server.Address, "GET / HTTP/1.1\r\n\r\n"))];
            await Task.WhenAny(asking);
            await server.DisposeAsync().AsTask().WithTestTimeout(Token);
            await Task.WhenAll(asking).WithTestTimeout(Token);
        }
    }

    [Fact]
    public async Task Dispose_Twice_IsOnce()
    {
        var server = new LoopbackListener(static (_, _, _) => Task.CompletedTask);

        await server.DisposeAsync();
        await server.DisposeAsync();

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Script_BlocksItsThread_OthersAreServed()
    {
        using var release = new ManualResetEventSlim();
        using var begun = new SemaphoreSlim(0);
        await using var server = new LoopbackListener((_, request, stream) =>
        {
            if (request.StartsWith("GET /slow", StringComparison.Ordinal))
            {
                begun.Release();
                release.Wait(TestTimeout.Limit, Token);
            }

            return LoopbackListener.WriteAsync(stream, 200, "{}");
        });

        var slow = AskAsync(server.Address, "GET /slow HTTP/1.1\r\n\r\n");
        await begun.WaitAsync(TestTimeout.Limit, Token);
        var fast = await AskAsync(server.Address, "GET /fast HTTP/1.1\r\n\r\n");
        release.Set();

        Assert.NotEmpty(fast);
        Assert.NotEmpty(await slow.WithTestTimeout(Token));
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nn\u00e9e!")]
    [InlineData("POST / HTTP/1.1\r\ncontent-length:  0\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n")]
    public async Task Requests_BodyInPieces_IsReadWholeAndOnce(string text)
    {
        await using var server = new LoopbackListener(static (_, _, stream) => LoopbackListener.WriteAsync(stream, 200, "{}"));
        var bytes = Encoding.UTF8.GetBytes(text);
        using var client = await ConnectAsync(server.Address);

        foreach (var one in bytes)
            await client.SendAsync(new[] { one }, Token);
        await ReadAnswerAsync(client);

        Assert.Equal(text, Assert.Single(server.Requests));
    }

    [Fact]
    public async Task Requests_TwoInOneSegment_AreTwo()
    {
        await using var server = new LoopbackListener(static (number, _, stream) => LoopbackListener.WriteAsync(stream, 200, $"[{number}]"));
        using var client = await ConnectAsync(server.Address);

        await client.SendAsync(Encoding.ASCII.GetBytes("POST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\nabGET /b HTTP/1.1\r\n\r\n"), Token);
        var answers = await ReadAsync(client, "[2]");

        Assert.Contains("[1]", answers, StringComparison.Ordinal);
        Assert.Equal(["POST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\nab", "GET /b HTTP/1.1\r\n\r\n"], server.Requests);
    }

    [Fact]
    public async Task Requests_OfManyMegabytes_AreReadInOneGo()
    {
        const int Size = 24 << 20;
        await using var server = new LoopbackListener(static (_, _, stream) => LoopbackListener.WriteAsync(stream, 200, "{}"));
        using var http = new HttpClient();

        using var answer = await http.PostAsync(server.Address, new ByteArrayContent(new byte[Size]), Token).WithTestTimeout(Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.InRange(Assert.Single(server.Requests).Length, Size, Size + 1000);
    }

    private static async Task<Socket> ConnectAsync(Uri address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, address.Port, Token);
        return socket;
    }

    /// <summary>What arrives until the server closes; nothing when it resets.</summary>
    private static async Task<string> AskAsync(Uri address, string request)
    {
        try
        {
            using var client = await ConnectAsync(address);
            await client.SendAsync(Encoding.ASCII.GetBytes(request), Token);
            return await ReadAnswerAsync(client);
        }
        catch (SocketException)
        {
            return "";
        }
    }

    private static Task<string> ReadAnswerAsync(Socket client) => ReadAsync(client, "}", "]");

    private static async Task<string> ReadAsync(Socket client, params string[] until)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!until.Any(end => text.ToString().Contains(end, StringComparison.Ordinal)) && await client.ReceiveAsync(buffer, Token).AsTask().WithTestTimeout(Token) is > 0 and var count)
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        return text.ToString();
    }

    /// <summary>Closes with a reset in place of an orderly end.</summary>
    private static async Task ResetAsync(Uri address, string request, Func<bool>? whenServed = null)
    {
        using var client = await ConnectAsync(address);
        if (request.Length > 0)
            await client.SendAsync(Encoding.ASCII.GetBytes(request), Token);
        while (whenServed?.Invoke() is false)
            await Task.Yield();
        client.LingerState = new LingerOption(true, 0);
    }
}
