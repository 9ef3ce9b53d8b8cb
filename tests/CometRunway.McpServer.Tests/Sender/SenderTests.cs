using System.Globalization;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.Sandbox.Faults;
using CometRunway.Store;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;

namespace CometRunway.McpServer.Tests.Sender;

/// <summary>The paid request survives whatever ends the server: the task id is recorded, the task is charged once, and a request that was not sent costs nothing.</summary>
[Collection(SequentialTests.Name)]
public sealed class SenderTests : IAsyncLifetime
{
    private SenderLab? _lab;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SenderLab Lab => _lab!;

    public enum Victims
    {
        Server,
        Group,
        Tree,
    }

    public static TheoryData<Victims, string> Kills
    {
        get
        {
            var kills = new TheoryData<Victims, string>();
            foreach (var victims in Enum.GetValues<Victims>())
            {
                kills.Add(victims, "pause-before-accept");
                kills.Add(victims, "pause-after-accept");
            }

            return kills;
        }
    }

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The processes are found in /proc.");
        _lab = await SenderLab.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_lab is not null)
            await _lab.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task Kill_DuringThePost_RecordsTheIdAndChargesOnce(Victims victims, string fault)
    {
        await using var server = await Lab.ServerAsync();
        var (held, _) = await Lab.PauseAsync(server, fault);

        Kill(server, victims);
        await server.EndedAsync();
        held.Release();

        var task = await Lab.ConcludedAsync();
        Assert.Equal(Assert.Single(Lab.Sandbox.Journal.Tasks).Id, task.TaskId);
        Assert.Equal(1, Lab.Sandbox.Posts);
    }

    [Fact]
    public async Task Create_AnswerIsAnErrorWithAnId_IsReportedAndFoundAgainByTheNextServer()
    {
        Lab.Sandbox.Faults.Add(new FaultRule("create", "id-in-error"), new FaultRule("read", "task-not-exist") { Times = 1000 });
        await using var server = await Lab.ServerAsync();
        var reply = WireClient.Reply(await server.Wire.CallAsync("create_video_from_image", WireClient.Request()));
        var id = Assert.Single(Lab.Sandbox.Journal.Tasks).Id;
        server.Kill();
        await server.EndedAsync();

        var kept = Assert.Single(await Lab.TasksAsync());
        Lab.Sandbox.Faults.Clear();
        await using var next = await Lab.ServerAsync();
        var video = WireClient.Reply(await next.Wire.CallAsync("get_video", new() { ["taskId"] = id, ["waitSeconds"] = 50 }));

        Assert.Equal(("outcome_unknown", "unknown", id), (reply.GetProperty("code").GetString(), reply.GetProperty("charged").GetString(), reply.GetProperty("unconfirmedId").GetString()));
        Assert.Equal((VideoTaskState.Unknown, id), (kept.State, kept.UnconfirmedId));
        Assert.Equal((true, id), (video.GetProperty("finished").GetBoolean(), video.GetProperty("taskId").GetString()));
        Assert.Equal(1, Lab.Sandbox.Posts);
    }

    [Fact]
    public async Task Kill_BeforeTheHandOver_WasNeverSentAndTheSameRequestCanBeMade()
    {
        var upload = Path.Combine(Lab.Sandbox.Home.Path, "upload");
        Script.Write(upload, $"echo started > {upload}.started\nexec sleep 600");
        using var watcher = new FileSystemWatcher(Lab.Sandbox.Home.Path, "upload.started") { EnableRaisingEvents = true };
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, _) => started.TrySetResult();
        await using var server = await Lab.ServerAsync(("COMETRUNWAY_UPLOAD_COMMAND", upload));
        _ = server.Wire.CallAsync("create_video_from_image", WireClient.Request());
        await started.Task.WithTestTimeout(Token);

        ProcessTree.Kill(server.Id);
        await server.EndedAsync();
        await Lab.ResolveAsync();
        var lost = Assert.Single(await Lab.TasksAsync());
        await using var next = await Lab.ServerAsync();
        var reply = WireClient.Reply(await next.Wire.CallAsync("create_video_from_image", WireClient.Request()));

        Assert.Equal((VideoTaskState.Rejected, "never_sent"), (lost.State, lost.ErrorCode));
        Assert.True(reply.GetProperty("created").GetBoolean());
        Assert.Equal(1, Lab.Sandbox.Posts);
    }

    [Fact]
    public async Task Kill_TheSenderItself_IsReportedAsUnknown()
    {
        await using var server = await Lab.ServerAsync();
        var (_, reply) = await Lab.PauseAsync(server);

        ProcessTree.Kill(Lab.OwnerId());

        var refused = WireClient.Reply(await reply);
        Assert.Equal("unknown", refused.GetProperty("charged").GetString());
        Assert.Equal((VideoTaskState.Unknown, "abandoned"), ((await Lab.ConcludedAsync()).State, (await Lab.ConcludedAsync()).ErrorCode));
        Assert.NotNull(Lab.HandOvers.GetLastFailure());
    }

    [Fact]
    public async Task Restart_DuringThePost_SeesItInFlightAndPaysOnce()
    {
        await using var server = await Lab.ServerAsync();
        var (held, _) = await Lab.PauseAsync(server);
        server.Kill();
        await server.EndedAsync();

        await using var next = await Lab.ServerAsync();
        var again = WireClient.Reply(await next.Wire.CallAsync("create_video_from_image", WireClient.Request()));
        held.Release();
        var video = WireClient.Reply(await next.Wire.CallAsync("get_video", new() { ["waitSeconds"] = 50 }));

        Assert.Equal((false, "submitting"), (again.GetProperty("created").GetBoolean(), again.GetProperty("state").GetString()));
        Assert.Equal((true, held.TaskId), (video.GetProperty("finished").GetBoolean(), video.GetProperty("taskId").GetString()));
        Assert.Equal(1, Lab.Sandbox.Posts);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    public async Task Signal_ToTheSender_DoesNotEndTheRequest(string signal)
    {
        await using var server = await Lab.ServerAsync();
        var (held, reply) = await Lab.PauseAsync(server);

        ProcessTree.Signal(Lab.OwnerId(), signal);
        held.Release();

        Assert.Equal(held.TaskId, WireClient.Reply(await reply).GetProperty("taskId").GetString());
    }

    [Fact]
    public async Task Sender_DuringThePost_IsDetachedAndRevealsNoKey()
    {
        await using var server = await Lab.ServerAsync();
        var (held, reply) = await Lab.PauseAsync(server);
        var sender = string.Create(CultureInfo.InvariantCulture, $"/proc/{Lab.OwnerId()}");

        var arguments = await File.ReadAllTextAsync($"{sender}/cmdline", Token);
        var environment = await File.ReadAllTextAsync($"{sender}/environ", Token);
        var limits = await File.ReadAllLinesAsync($"{sender}/limits", Token);
        var running = Lab.HandOvers.CountRunning();
        held.Release();
        await reply;

        Assert.NotEqual(server.Id, Lab.OwnerId());
        Assert.DoesNotContain(SandboxLab.Key, arguments, StringComparison.Ordinal);
        Assert.DoesNotContain(SandboxLab.Key, environment, StringComparison.Ordinal);
        Assert.DoesNotContain("COMETAPI_KEY", environment, StringComparison.Ordinal);
        // A limit of 1 byte also keeps a dump handler from starting.
        Assert.Matches(@"^Max core file size\s+1\s+1\s", Assert.Single(limits, line => line.StartsWith("Max core", StringComparison.Ordinal)));
        Assert.Equal(1, running);
    }

    [Fact]
    public async Task Create_Answered_ReportsTheErrorOfTheService()
    {
        Lab.Sandbox.Faults.Add(new CometRunway.Sandbox.Faults.FaultRule("create", "quota-not-enough"));
        await using var server = await Lab.ServerAsync();

        var reply = WireClient.Reply(await server.Wire.CallAsync("create_video_from_image", WireClient.Request()));

        Assert.Equal("no", reply.GetProperty("charged").GetString());
        Assert.Equal(VideoTaskState.Rejected, Assert.Single(await Lab.TasksAsync()).State);
    }

    [Fact]
    public async Task Animate_StoppedDuringThePost_EndsAndTheIdIsRecorded()
    {
        var image = Path.Combine(Lab.Sandbox.Home.Album, TestKit.Files.TestHome.ImageName);
        Lab.Sandbox.Faults.Add(new CometRunway.Sandbox.Faults.FaultRule("create", "pause-after-accept"));
        await using var animate = ServerProcess.Start(["animate", image, "slow pan", "--json"], ServerVariables.For(Lab.Sandbox));
        var held = await Lab.Sandbox.Faults.NextPausedAsync(Token).AsTask().WithTestTimeout(Token);

        animate.Signal("INT");
        var code = await animate.EndedAsync();
        held.Release();

        Assert.Equal(4, code);
        Assert.Equal(held.TaskId, (await Lab.ConcludedAsync()).TaskId);
    }

    private static void Kill(ServerProcess server, Victims victims)
    {
        switch (victims)
        {
            case Victims.Group:
                ProcessTree.KillGroup(server.Id);
                break;
            case Victims.Tree:
                ProcessTree.Kill(server.Id);
                break;
            default:
                server.Kill();
                break;
        }
    }
}
