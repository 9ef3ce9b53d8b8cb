using CometRunway.Ledger;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.Sandbox.Faults;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.McpServer.Tests.Processes;

/// <summary>How a real server ends: at once, but not before a paid request under way has told its id.</summary>
[Collection(OneAtATime.Name)]
public sealed class EndTests
{
    /// <summary>Less than the wait that is under way, and far more than an end takes on any machine.</summary>
    private static readonly TimeSpan LessThanTheWait = TimeSpan.FromSeconds(45);

    /// <summary>What a server that does not wait is given to go wrong.</summary>
    private static readonly TimeSpan Temptation = TimeSpan.FromSeconds(1.5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<How> Ways => [How.EndOfInput, How.Signal];

    public enum How
    {
        EndOfInput,
        Signal,
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task End_Idle_IsOrderly(How how)
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var server = await ServerProcess.TalkAsync(sandbox);

        End(server, how);

        Assert.Equal(0, await server.EndedAsync());
        Assert.Empty(server.Errors);
    }

    [Fact]
    public async Task End_BeforeAnybodySpoke_IsOrderly()
    {
        var (code, output, errors) = await ServerProcess.RunAsync([]);

        Assert.Equal((0, ""), (code, output));
        Assert.Empty(errors);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task End_InTheMiddleOfAWait_IsNotHeldUpByIt(How how)
    {
        await using var sandbox = await SandboxLab.StartAsync(speed: 0.001, cancellationToken: Token);
        await using var server = await ServerProcess.TalkAsync(sandbox);
        await server.Wire.CallAsync("create_video_from_image", WireClient.Request());
        var wait = server.Wire.CallAsync("get_video", new() { ["waitSeconds"] = 50 }, "watch");
        await server.Wire.WhenNotifiedAsync("notifications/progress");

        End(server, how);

        Assert.Equal(0, await server.EndedAsync(LessThanTheWait));
        await Assert.ThrowsAsync<EndOfStreamException>(() => wait);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task End_WhileAPaidRequestIsUnderWay_WaitsForItsIdAndTheNextServerBringsTheVideo(How how)
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        sandbox.Faults.Add(new FaultRule("create", "hold-after-accept"));
        await using var server = await ServerProcess.TalkAsync(sandbox);
        var create = server.Wire.CallAsync("create_video_from_image", WireClient.Request());
        var held = await sandbox.Faults.NextHeldAsync(Token).AsTask().OrFail(Token);

        End(server, how);
        var ended = server.EndedAsync();
        Assert.NotSame(ended, await Task.WhenAny(ended, Task.Delay(Temptation, Token)));
        held.Release();

        Assert.Equal(0, await ended);
        await Assert.ThrowsAsync<EndOfStreamException>(() => create);
        Assert.Equal(held.TaskId, Entry(sandbox).TaskId);
        await using var next = await ServerProcess.TalkAsync(sandbox);
        var video = WireClient.Reply(await next.Wire.CallAsync("get_video", new() { ["waitSeconds"] = 50 }));
        Assert.Equal((true, held.TaskId), (video.GetProperty("finished").GetBoolean(), video.GetProperty("taskId").GetString()));
        Assert.Equal(1, sandbox.Posts);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task End_WithASandboxOfItsOwn_TakesItAlong(How how)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells whose child a process is.");
        await using var server = await ServerProcess.Start(["--sandbox"]).GreetAsync();
        var child = Assert.Single(server.Children());

        End(server, how);

        Assert.Equal(0, await server.EndedAsync());
        await child.WaitForExitAsync(Token).OrFail(Token);
    }

    [Fact]
    public async Task Kill_OfAServerWithASandboxOfItsOwn_LeavesNoOrphan()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells whose child a process is.");
        await using var server = await ServerProcess.Start(["--sandbox"]).GreetAsync();
        var child = Assert.Single(server.Children());

        server.Kill();

        await child.WaitForExitAsync(Token).OrFail(Token);
    }

    private static void End(ServerProcess server, How how)
    {
        Assert.SkipWhen(how == How.Signal && OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        if (how == How.EndOfInput)
            server.CloseInput();
        else
            server.Terminate();
    }

    private static TaskEntry Entry(SandboxLab sandbox)
    {
        using var services = sandbox.Services().BuildServiceProvider();
        return Assert.Single(services.GetRequiredService<TaskLedger>().List(LedgerScope.Everything, new TaskQuery { Limit = 10 }).Entries);
    }
}
