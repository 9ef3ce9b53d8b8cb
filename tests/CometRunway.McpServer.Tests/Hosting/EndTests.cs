using CometRunway.McpServer.Tests.Testing;
using CometRunway.Options;
using CometRunway.Sandbox.Faults;
using CometRunway.Store;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.McpServer.Tests.Hosting;

/// <summary>The shutdown during other work: it waits only for a create request in flight, up to the create timeout.</summary>
public sealed class EndTests
{
    private static readonly TimeSpan CreateTimeout = new CometRunwayOptions().CreateTimeout;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<bool> Ends => [true, false];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task End_DuringWait_DoesNotWaitForIt(bool byEndOfInput)
    {
        // The clock does not advance, so the wait would never end.
        var clock = new ManualTimerProvider(TimeSpan.FromSeconds(50));
        await using var server = await PipedServer.StartAsync(speed: 0.001, change: services => services.AddSingleton<TimeProvider>(clock));
        await using var wire = await WireClient.GreetAsync(server.Input, server.Output);
        await wire.CallAsync("create_video_from_image", WireClient.Request());
        var wait = wire.CallAsync("get_video", new() { ["waitSeconds"] = 50 });
        await clock.Armed.WithTestTimeout(Token);

        End(server, byEndOfInput);
        await server.Running.WithTestTimeout(Token);

        Assert.False(wait.IsCompletedSuccessfully);
        Assert.NotNull((await EntryAsync(server)).TaskId);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task End_CreateInFlight_WaitsForItAndKeepsId(bool byEndOfInput)
    {
        // The shutdown must wait as long as the create request, because the response contains the task id.
        var clock = new ManualTimerProvider(CreateTimeout);
        await using var server = await PipedServer.StartAsync(speed: 1, change: services => services.AddSingleton<TimeProvider>(clock));
        await using var wire = await WireClient.GreetAsync(server.Input, server.Output);
        server.Sandbox.Faults.Add(new FaultRule("create", "pause-after-accept"));
        _ = wire.CallAsync("create_video_from_image", WireClient.Request());
        var held = await server.Sandbox.Faults.NextPausedAsync(Token).AsTask().WithTestTimeout(Token);

        End(server, byEndOfInput);
        await clock.ArmedAgain.WithTestTimeout(Token);
        Assert.False(server.Running.IsCompleted);
        held.Release();
        await server.Running.WithTestTimeout(Token);

        Assert.Equal(held.TaskId, (await EntryAsync(server)).TaskId);
        // The poller may have read the task once more before the end.
        Assert.Contains((await EntryAsync(server)).State, new[] { VideoTaskState.Accepted, VideoTaskState.Pending });
        Assert.Equal(1, server.Sandbox.Posts);
    }

    [Fact]
    public async Task End_NoResponseToCreate_WaitsUntilTimeoutAndKeepsRow()
    {
        // The shutdown must wait as long as the create request, because the response contains the task id.
        var clock = new ManualTimerProvider(CreateTimeout);
        await using var server = await PipedServer.StartAsync(speed: 1, change: services => services.AddSingleton<TimeProvider>(clock));
        await using var wire = await WireClient.GreetAsync(server.Input, server.Output);
        server.Sandbox.Faults.Add(new FaultRule("create", "pause-after-accept"));
        _ = wire.CallAsync("create_video_from_image", WireClient.Request());
        await server.Sandbox.Faults.NextPausedAsync(Token).AsTask().WithTestTimeout(Token);

        server.CloseInput();
        await clock.ArmedAgain.WithTestTimeout(Token);
        Assert.False(server.Running.IsCompleted);
        clock.Fire();
        await server.Running.WithTestTimeout(Token);

        Assert.Null((await EntryAsync(server)).TaskId);
        Assert.Contains((await EntryAsync(server)).State, new[] { VideoTaskState.Submitting, VideoTaskState.Unknown });
    }

    private static void End(PipedServer server, bool byEndOfInput)
    {
        if (byEndOfInput)
            server.CloseInput();
        else
            server.Stop();
    }

    private static async Task<VideoTask> EntryAsync(PipedServer server) =>
        Assert.Single((await server.Services.GetRequiredService<ITaskStoreAdmin>().ListAsync(new TaskQuery { Limit = 10 }, TestContext.Current.CancellationToken)).Tasks);
}
