using System.Net.Sockets;
using System.Text;
using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Journal;
using CometRunway.Sandbox.Tests.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Sandbox.Tests.Faults;

public sealed class TransportFaultTests
{
    public static IReadOnlyList<string> Names { get; } =
        ["reset-before-accept", "reset-after-accept", "cut-body", "slow-body", "pause-before-accept", "pause-after-accept", "pause-half-response"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("reset-before-accept", 0)]
    [InlineData("reset-after-accept", 1)]
    public async Task Reset_OnCreate_IsATcpResetAndIsInTheJournal(string name, int charged)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Faults.Add(new FaultRule("create", name));

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => sandbox.PostAsync(TestSandbox.Minimal));

        Assert.Equal(SocketError.ConnectionReset, SocketErrorOf(error));
        Assert.Equal(charged, sandbox.Server.Journal.Tasks.Count);
        Assert.All(sandbox.Server.Journal.Tasks, task => Assert.Equal(ResponseState.Reset, task.Response));
        Assert.Equal(0, Assert.Single(sandbox.Server.Journal.Requests).Status);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("delete")]
    [InlineData("output")]
    [InlineData("models")]
    public async Task Reset_OnAnyOtherRoute_IsATcpReset(string on)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var requests = await RouteRequests.CreateAsync(sandbox);
        sandbox.Server.Faults.Add(new FaultRule("any", "reset-after-accept"));

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => requests.SendAsync(on));

        Assert.Equal(SocketError.ConnectionReset, SocketErrorOf(error));
    }

    [Theory]
    [InlineData("create")]
    [InlineData("read")]
    [InlineData("output")]
    public async Task CutBody_AnyRoute_EndsHalfWay(string on)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var requests = await RouteRequests.CreateAsync(sandbox);
        sandbox.Server.Faults.Add(new FaultRule(on, "cut-body"));

        using var response = await requests.SendAsync(on);

        var announced = response.Content.Headers.ContentLength!.Value;
        using var body = await response.Content.ReadAsStreamAsync(Token);
        var half = new byte[announced / 2];
        await body.ReadExactlyAsync(half, Token);
        var error = await Assert.ThrowsAsync<HttpIOException>(async () => await body.ReadExactlyAsync(new byte[1], Token));
        Assert.Equal(HttpRequestError.ResponseEnded, error.HttpRequestError);
        Assert.True(on != "create" || sandbox.Server.Journal.Tasks[^1].Response == ResponseState.Truncated);
    }

    [Fact]
    public async Task SlowBody_WithPauses_ArrivesInChunks()
    {
        var clock = new FakeTimeProvider();
        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { Speed = 0, TimeProvider = clock });
        sandbox.Server.Faults.Add(new FaultRule("create", "slow-body") { PauseMilliseconds = 1000 });

        using var response = await sandbox.PostAsync(TestSandbox.Minimal);
        using var body = await response.Content.ReadAsStreamAsync(Token);
        var first = new byte[100];
        var length = await body.ReadAsync(first, Token);
        var rest = ReadToEndAsync(body);

        Assert.Equal("{\"id\":", Encoding.ASCII.GetString(first, 0, length));
        Assert.False(rest.IsCompleted);
        while (!rest.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.EndsWith("\"}", await rest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PauseBeforeAccept_UntilReleased_NoTaskIsAccepted()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Faults.Add(new FaultRule("create", "pause-before-accept"));

        var post = sandbox.PostAsync(TestSandbox.Minimal);
        var paused = await sandbox.Server.Faults.NextPausedAsync(Token);
        var before = sandbox.Server.Journal.Tasks.Count;
        paused.Release();
        using var response = await post;

        Assert.Equal(("before-accept", null, 0), (paused.Point, paused.TaskId, before));
        Assert.True(response.IsSuccessStatusCode);
        Assert.Single(sandbox.Server.Journal.Tasks);
    }

    [Fact]
    public async Task PauseAfterAccept_UntilReleased_TaskIsAcceptedAndResponseWaits()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Faults.Add(new FaultRule("create", "pause-after-accept"));

        var post = sandbox.PostAsync(TestSandbox.Minimal);
        var paused = await sandbox.Server.Faults.NextPausedAsync(Token);
        var task = Assert.Single(sandbox.Server.Journal.Tasks);
        paused.Release();
        using var response = await post;

        Assert.Equal(("after-accept", task.Id, ResponseState.Waiting), (paused.Point, paused.TaskId, task.Response));
        Assert.Equal(ResponseState.Sent, sandbox.Server.Journal.Find(task.Id)!.Response);
        Assert.Contains(task.Id, await TestSandbox.TextOf(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PauseBeforeAccept_ClientDisconnects_TaskIsChargedAndResponseIsLost()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Faults.Add(new FaultRule("create", "pause-before-accept"));
        using var client = CancellationTokenSource.CreateLinkedTokenSource(Token);

        using var content = new StringContent(TestSandbox.Minimal);
        var post = sandbox.Http.PostAsync("/runwayml/v1/image_to_video", content, client.Token);
        var paused = await sandbox.Server.Faults.NextPausedAsync(Token);
        await client.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => post);
        // If released before the server notices the disconnect, the response would still be written to the connection.
        var noticed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = paused.ClientDisconnected.Register(noticed.SetResult);
        await noticed.Task.WaitAsync(Token);
        paused.Release();
        await sandbox.Server.Journal.WhenAsync(journal => journal.Tasks.Any(task => task.Response == ResponseState.ClientDisconnected), Token);

        Assert.Single(sandbox.Server.Journal.Tasks);
    }

    [Fact]
    public async Task PauseHalfResponse_UntilReleased_SendsTheOtherHalf()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Faults.Add(new FaultRule("create", "pause-half-response"));

        using var response = await sandbox.PostAsync(TestSandbox.Minimal);
        var paused = await sandbox.Server.Faults.NextPausedAsync(Token);
        var waiting = Assert.Single(sandbox.Server.Journal.Tasks).Response;
        using var body = await response.Content.ReadAsStreamAsync(Token);
        var half = new byte[22];
        await body.ReadExactlyAsync(half, Token);
        paused.Release();
        var rest = await ReadToEndAsync(body);

        Assert.Equal(ResponseState.Waiting, waiting);
        Assert.Equal($$"""{"id":"{{paused.TaskId}}"}""", Encoding.ASCII.GetString(half) + rest);
    }

    [Fact]
    public async Task Dispose_WhileARequestIsPaused_ReleasesIt()
    {
        var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Faults.Add(new FaultRule("create", "pause-after-accept"));
        var post = sandbox.PostAsync(TestSandbox.Minimal);
        await sandbox.Server.Faults.NextPausedAsync(Token);

        await sandbox.Server.DisposeAsync();
        using var response = await post;

        Assert.True(response.IsSuccessStatusCode);
        Assert.Empty(sandbox.Server.Faults.Paused);
        await sandbox.DisposeAsync();
    }

    private static async Task<string> ReadToEndAsync(Stream body)
    {
        using var reader = new StreamReader(body, leaveOpen: true);
        return await reader.ReadToEndAsync(Token);
    }

    private static SocketError? SocketErrorOf(Exception? error) => error switch
    {
        null => null,
        SocketException socket => socket.SocketErrorCode,
        _ => SocketErrorOf(error.InnerException),
    };
}
