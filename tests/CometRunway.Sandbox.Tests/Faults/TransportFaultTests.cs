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
    public async Task Reset_OnCreate_IsATcpResetAndTheJournalKnowsTheTruth(string name, int charged)
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
        var target = await Target.CreateAsync(sandbox);
        sandbox.Server.Faults.Add(new FaultRule("any", "reset-after-accept"));

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => target.SendAsync(on));

        Assert.Equal(SocketError.ConnectionReset, SocketErrorOf(error));
    }

    [Theory]
    [InlineData("create")]
    [InlineData("read")]
    [InlineData("output")]
    public async Task CutBody_AnyRoute_EndsHalfWay(string on)
    {
        await using var sandbox = await TestSandbox.StartAsync();
        var target = await Target.CreateAsync(sandbox);
        sandbox.Server.Faults.Add(new FaultRule(on, "cut-body"));

        using var response = await target.SendAsync(on);

        var announced = response.Content.Headers.ContentLength!.Value;
        using var body = await response.Content.ReadAsStreamAsync(Token);
        var half = new byte[announced / 2];
        await body.ReadExactlyAsync(half, Token);
        var error = await Assert.ThrowsAsync<HttpIOException>(async () => await body.ReadExactlyAsync(new byte[1], Token));
        Assert.Equal(HttpRequestError.ResponseEnded, error.HttpRequestError);
        Assert.True(on != "create" || sandbox.Server.Journal.Tasks[^1].Response == ResponseState.Truncated);
    }

    [Fact]
    public async Task SlowBody_ByTheSandboxsClock_ComesInPieces()
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
    public async Task HoldBeforeAccept_UntilReleased_NothingIsTaken()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Faults.Add(new FaultRule("create", "pause-before-accept"));

        var post = sandbox.PostAsync(TestSandbox.Minimal);
        var held = await sandbox.Server.Faults.NextPausedAsync(Token);
        var before = sandbox.Server.Journal.Tasks.Count;
        held.Release();
        using var response = await post;

        Assert.Equal(("before-accept", null, 0), (held.Point, held.TaskId, before));
        Assert.True(response.IsSuccessStatusCode);
        Assert.Single(sandbox.Server.Journal.Tasks);
    }

    [Fact]
    public async Task HoldAfterAccept_UntilReleased_TheTaskIsTakenAndTheAnswerWaits()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Faults.Add(new FaultRule("create", "pause-after-accept"));

        var post = sandbox.PostAsync(TestSandbox.Minimal);
        var held = await sandbox.Server.Faults.NextPausedAsync(Token);
        var task = Assert.Single(sandbox.Server.Journal.Tasks);
        held.Release();
        using var response = await post;

        Assert.Equal(("after-accept", task.Id, ResponseState.Waiting), (held.Point, held.TaskId, task.Response));
        Assert.Equal(ResponseState.Sent, sandbox.Server.Journal.Find(task.Id)!.Response);
        Assert.Contains(task.Id, await TestSandbox.TextOf(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HoldBeforeAccept_ClientGivesUp_TaskIsTakenAndStaysChargedAndItsAnswerIsLost()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Faults.Add(new FaultRule("create", "pause-before-accept"));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);

        using var content = new StringContent(TestSandbox.Minimal);
        var post = sandbox.Http.PostAsync("/runwayml/v1/image_to_video", content, patience.Token);
        var held = await sandbox.Server.Faults.NextPausedAsync(Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => post);
        // Released before the server has noticed, the answer would still be written into the connection.
        var noticed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = held.ClientDisconnected.Register(noticed.SetResult);
        await noticed.Task.WaitAsync(Token);
        held.Release();
        await sandbox.Server.Journal.WhenAsync(journal => journal.Tasks.Any(task => task.Response == ResponseState.ClientDisconnected), Token);

        Assert.Single(sandbox.Server.Journal.Tasks);
    }

    [Fact]
    public async Task HoldHalfAnswer_UntilReleased_SendsTheOtherHalf()
    {
        await using var sandbox = await TestSandbox.StartAsync();
        sandbox.Server.Faults.Add(new FaultRule("create", "pause-half-response"));

        using var response = await sandbox.PostAsync(TestSandbox.Minimal);
        var held = await sandbox.Server.Faults.NextPausedAsync(Token);
        var waiting = Assert.Single(sandbox.Server.Journal.Tasks).Response;
        using var body = await response.Content.ReadAsStreamAsync(Token);
        var half = new byte[22];
        await body.ReadExactlyAsync(half, Token);
        held.Release();
        var rest = await ReadToEndAsync(body);

        Assert.Equal(ResponseState.Waiting, waiting);
        Assert.Equal($$"""{"id":"{{held.TaskId}}"}""", Encoding.ASCII.GetString(half) + rest);
    }

    [Fact]
    public async Task Dispose_WhileARequestIsHeld_LetsItGo()
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
