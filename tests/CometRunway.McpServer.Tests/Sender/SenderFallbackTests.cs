using CometRunway.McpServer.Sender;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.Sandbox.Faults;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.McpServer.Tests.Sender;

/// <summary>Where no sender can be started or none takes the request over, the server sends it, once.</summary>
[Collection(SequentialTests.Name)]
public sealed class SenderFallbackTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Commands => ["/nonexistent/program", "/bin/false", "/bin/true"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Create_SenderDoesNotStart_IsSentOnceByTheServer(string program)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such programs.");
        await using var server = await PipedServer.StartAsync(sender: new SenderCommand(program, null, []));
        await using var wire = await WireClient.GreetAsync(server.Input, server.Output);

        var reply = WireClient.Reply(await wire.CallAsync("create_video_from_image", WireClient.Request()));

        Assert.True(reply.GetProperty("created").GetBoolean());
        Assert.Equal(1, server.Sandbox.Posts);
        Assert.NotNull(server.Services.GetRequiredService<HandOvers>().GetLastFailure());
        Assert.Equal(0, server.Services.GetRequiredService<HandOvers>().CountRunning());
    }

    [Fact]
    public async Task Stop_WhileTheServerItselfSends_WaitsForTheId()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such programs.");
        await using var server = await PipedServer.StartAsync(speed: 1, sender: new SenderCommand("/bin/false", null, []));
        await using var wire = await WireClient.GreetAsync(server.Input, server.Output);
        server.Sandbox.Faults.Add(new FaultRule("create", "pause-after-accept"));
        _ = wire.CallAsync("create_video_from_image", WireClient.Request());
        var held = await server.Sandbox.Faults.NextPausedAsync(Token).AsTask().WithTestTimeout(Token);

        server.CloseInput();
        Assert.False(server.Running.IsCompleted);
        held.Release();
        await server.Running.WithTestTimeout(Token);

        Assert.Equal(held.TaskId, (await TaskAsync(server)).TaskId);
    }

    [Fact]
    public async Task Stop_WhileASenderIsSlowToStart_WithdrawsTheRequest()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such programs.");
        // It responds to nothing until its input ends.
        var slow = Script.Write(Path.Combine(TestUser.Home, "slow-sender"), "exec cat > /dev/null");
        await using var server = await PipedServer.StartAsync(sender: new SenderCommand(slow, null, []));
        await using var wire = await WireClient.GreetAsync(server.Input, server.Output);
        var creates = server.Services.GetRequiredService<ITaskStoreAdmin>();
        _ = wire.CallAsync("create_video_from_image", WireClient.Request());
        while ((await creates.ListAsync(new TaskQuery(), Token)).Tasks.Count == 0)
            await Task.Yield();

        server.CloseInput();
        await server.Running.WithTestTimeout(Token);

        Assert.Equal((VideoTaskState.Rejected, "app_stopping"), ((await TaskAsync(server)).State, (await TaskAsync(server)).ErrorCode));
        Assert.Equal(0, server.Sandbox.Posts);
    }

    [Fact]
    public async Task Sender_RequestIsIncomplete_SendsNothing()
    {
        var complete = SenderRequest.Write(new SenderRequest
        {
            Handle = "v222",
            Ledger = Path.Combine(TestUser.Home, "no-ledger"),
            BaseAddress = new Uri("http://127.0.0.1:1"),
            ApiVersion = "2024-11-06",
            CreateTimeout = TimeSpan.FromSeconds(1),
            Key = "sk-x",
            Body = new() { PromptImage = "https://example.com/a.png", Model = "gen4_turbo" },
        });
        foreach (var length in (int[])[0, 3, 4, complete.Length - 1, complete.Length])
        {
            using var output = new MemoryStream();

            var code = await SenderRun.RunAsync(new MemoryStream(complete[..length]), output, null);

            Assert.Equal((1, 0L), (code, output.Length));
        }

        Assert.False(Directory.Exists(Path.Combine(TestUser.Home, "no-ledger")));
    }

    [Fact]
    public async Task Sender_RowIsNotItsOwn_DeclinesAndSendsNothing()
    {
        await using var server = await PipedServer.StartAsync();
        var request = SenderRequest.Write(new SenderRequest
        {
            Handle = "v222",
            Ledger = server.Sandbox.Home.State,
            BaseAddress = server.Sandbox.Server.BaseAddress,
            ApiVersion = "2024-11-06",
            CreateTimeout = TimeSpan.FromSeconds(1),
            Key = "sk-x",
            Body = new() { PromptImage = "https://example.com/a.png", Model = "gen4_turbo" },
        });
        using var output = new MemoryStream();

        var code = await SenderRun.RunAsync(new MemoryStream([.. request, .. SenderRequest.Final.Span]), output, null);

        Assert.Equal((0, (byte)SenderReadiness.Declined), (code, Assert.Single(output.ToArray())));
        Assert.Equal(0, server.Sandbox.Posts);
    }

    private static async Task<VideoTask> TaskAsync(PipedServer server) =>
        Assert.Single((await server.Services.GetRequiredService<ITaskStoreAdmin>().ListAsync(new TaskQuery { Limit = 10 }, Token)).Tasks);
}
