using System.Diagnostics;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.Sandbox.Faults;
using CometRunway.Store;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.McpServer.Tests.Processes;

/// <summary>The shutdown of the server process: immediate, whatever is in flight. A create request continues in its sender.</summary>
[Collection(SequentialTests.Name)]
public sealed class EndTests
{
    /// <summary>Less than the active wait, and much more than a shutdown takes on any machine.</summary>
    private static readonly TimeSpan LessThanTheWait = TimeSpan.FromSeconds(45);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<How> Ways => [How.EndOfInput, How.Terminate, How.HangUp, How.Quit];

    public enum How
    {
        EndOfInput,
        Terminate,
        HangUp,
        Quit,
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task End_Idle_ExitsWithZero(How how)
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var server = await ServerProcess.TalkAsync(sandbox);

        End(server, how);

        Assert.Equal(0, await server.EndedAsync());
        Assert.Empty(server.Errors);
    }

    /// <summary>A host that sends its signal again must not end the process before its rows are written.</summary>
    [Theory]
    [InlineData(How.Terminate)]
    [InlineData(How.HangUp)]
    [InlineData(How.Quit)]
    public async Task End_SignalTwice_ExitsWithZeroAndKeepsId(How how)
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        sandbox.Faults.Add(new FaultRule("create", "pause-after-accept"));
        await using var server = await ServerProcess.TalkAsync(sandbox);
        _ = server.Wire.CallAsync("create_video_from_image", WireClient.Request());
        var held = await sandbox.Faults.NextPausedAsync(Token).AsTask().WithTestTimeout(Token);

        End(server, how);
        End(server, how);
        held.Release();

        Assert.Equal(0, await server.EndedAsync());
        Assert.Equal(held.TaskId, (await ConcludedAsync(sandbox)).TaskId);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task End_LedgerIsLockedByAnotherProgram_IsNotDelayed(How how)
    {
        await using var sandbox = await SandboxLab.StartAsync(speed: 0.001, cancellationToken: Token);
        await using var server = await ServerProcess.TalkAsync(sandbox);
        await server.Wire.CallAsync("create_video_from_image", WireClient.Request());
        await using var other = new SqliteConnection($"Data Source={Path.Combine(sandbox.Home.State, "ledger.db")};Pooling=False");
        await other.OpenAsync(Token);
        await using var begin = other.CreateCommand();
        begin.CommandText = "BEGIN EXCLUSIVE";
        await begin.ExecuteNonQueryAsync(Token);
        var list = server.Wire.CallAsync("list_videos", []);

        End(server, how);

        Assert.Equal(0, await server.EndedAsync(LessThanTheWait));
        await Task.WhenAny(list).WithTestTimeout(Token);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task End_UploadCommandHangs_EndsItAndChargesNothing(How how)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The command is a shell script, and its end is read from /proc.");
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        var script = Path.Combine(sandbox.Home.Album, "upload.sh");
        var started = Path.Combine(sandbox.Home.Album, "started");
        await File.WriteAllTextAsync(script, $"exec cat {started}\n", Token);
        await Process.Start("mkfifo", started).WaitForExitAsync(Token).WithTestTimeout(Token);
        await using var server = await ServerProcess.Start([], new Dictionary<string, string>(ServerVariables.For(sandbox)) { ["COMETRUNWAY_UPLOAD_COMMAND"] = $"/bin/sh {script}" }).GreetAsync();
        _ = server.Wire.CallAsync("create_video_from_image", WireClient.Request());
        // Opening a FIFO waits until the command reads it.
        var isRunning = Task.Run(() => new FileStream(started, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0), Token);
        await using var fifo = await isRunning.WithTestTimeout(Token);

        End(server, how);

        Assert.Equal(0, await server.EndedAsync(LessThanTheWait));
        // Nobody reads the FIFO any more.
        Assert.Throws<IOException>(() => fifo.WriteByte(0));
        Assert.Equal((VideoTaskState.Rejected, 0), ((await ConcludedAsync(sandbox)).State, sandbox.Posts));
    }

    [Fact]
    public async Task End_BeforeAnyRequest_ExitsWithZero()
    {
        var (code, output, errors) = await ServerProcess.RunAsync([]);

        Assert.Equal((0, ""), (code, output));
        Assert.Empty(errors);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task End_DuringWait_IsNotDelayed(How how)
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
    public async Task End_CreateInFlight_IsNotDelayedAndNextServerSavesVideo(How how)
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        sandbox.Faults.Add(new FaultRule("create", "pause-after-accept"));
        await using var server = await ServerProcess.TalkAsync(sandbox);
        var create = server.Wire.CallAsync("create_video_from_image", WireClient.Request());
        var held = await sandbox.Faults.NextPausedAsync(Token).AsTask().WithTestTimeout(Token);

        End(server, how);
        Assert.Equal(0, await server.EndedAsync(LessThanTheWait));
        held.Release();

        await Assert.ThrowsAsync<EndOfStreamException>(() => create);
        await using var next = await ServerProcess.TalkAsync(sandbox);
        var video = WireClient.Reply(await next.Wire.CallAsync("get_video", new() { ["waitSeconds"] = 50 }));
        Assert.Equal((true, held.TaskId), (video.GetProperty("finished").GetBoolean(), video.GetProperty("taskId").GetString()));
        Assert.Equal(1, sandbox.Posts);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task End_WithOwnSandbox_StopsSandbox(How how)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells whose child a process is.");
        await using var server = await ServerProcess.Start(["--sandbox"]).GreetAsync();
        var child = Assert.Single(server.Children());

        End(server, how);

        Assert.Equal(0, await server.EndedAsync());
        await child.WaitForExitAsync(Token).WithTestTimeout(Token);
    }

    [Fact]
    public async Task Kill_WithOwnSandbox_LeavesNoOrphan()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells whose child a process is.");
        await using var server = await ServerProcess.Start(["--sandbox"]).GreetAsync();
        var child = Assert.Single(server.Children());

        server.Kill();

        await child.WaitForExitAsync(Token).WithTestTimeout(Token);
    }

    [Theory]
    [InlineData("ignore-cancellation")]
    [InlineData("block-thread")]
    public async Task End_CallIgnoresCancellation_ProcessExits(string variant)
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var server = await ServerProcess.TalkToVariantAsync(variant, sandbox);
        _ = server.Wire.CallAsync("stubborn", [], "watch");
        await server.Wire.WhenNotifiedAsync("notifications/progress");

        server.CloseInput();

        Assert.Equal(0, await server.EndedAsync(LessThanTheWait));
    }

    [Fact]
    public async Task End_CallIgnoresCancellationAndCreateInFlight_IsNotDelayedAndKeepsId()
    {
        await using var sandbox = await SandboxLab.StartAsync(speed: 0.001, cancellationToken: Token);
        sandbox.Faults.Add(new FaultRule("create", "pause-after-accept"));
        await using var server = await ServerProcess.TalkToVariantAsync("ignore-cancellation", sandbox);
        _ = server.Wire.CallAsync("stubborn", [], "watch");
        await server.Wire.WhenNotifiedAsync("notifications/progress");
        _ = server.Wire.CallAsync("create_video_from_image", WireClient.Request());
        var held = await sandbox.Faults.NextPausedAsync(Token).AsTask().WithTestTimeout(Token);

        server.CloseInput();
        Assert.Equal(0, await server.EndedAsync(LessThanTheWait));
        held.Release();

        Assert.Equal(held.TaskId, (await ConcludedAsync(sandbox)).TaskId);
    }

    [Fact]
    public async Task End_ClientNoLongerReads_SignalStopsServerAndKeepsId()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using var sandbox = await SandboxLab.StartAsync(speed: 0.001, cancellationToken: Token);
        sandbox.Faults.Add(new FaultRule("create", "pause-after-accept"));
        await using var server = ServerProcess.Start([], ServerVariables.For(sandbox));
        await server.SendUnreadAsync("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"tests","version":"1"}}}""");
        // The responses exceed the capacity of a pipe many times.
        for (var id = 2; id < 100; id++)
            await server.SendUnreadAsync($$"""{"jsonrpc":"2.0","id":{{id}},"method":"tools/list"}""");
        await server.SendUnreadAsync($$"""{"jsonrpc":"2.0","id":100,"method":"tools/call","params":{{WireClient.Call("create_video_from_image", WireClient.Request()).ToJsonString()}}}""");
        var held = await sandbox.Faults.NextPausedAsync(Token).AsTask().WithTestTimeout(Token);

        server.Signal("TERM");
        Assert.Equal(0, await server.EndedAsync(LessThanTheWait));
        held.Release();

        Assert.Equal(held.TaskId, (await ConcludedAsync(sandbox)).TaskId);
        Assert.Equal(1, sandbox.Posts);
    }

    private static void End(ServerProcess server, How how)
    {
        Assert.SkipWhen(how != How.EndOfInput && OperatingSystem.IsWindows(), "Windows has no such signals.");
        if (how == How.EndOfInput)
            server.CloseInput();
        else
            server.Signal(how switch { How.HangUp => "HUP", How.Quit => "QUIT", _ => "TERM" });
    }

    /// <summary>Waits until the only task is no longer submitting.</summary>
    private static async Task<VideoTask> ConcludedAsync(SandboxLab sandbox)
    {
        await using var services = sandbox.Services().BuildServiceProvider();
        var task = Assert.Single((await services.GetRequiredService<ITaskStoreAdmin>().ListAsync(new TaskQuery { Limit = 10 }, Token)).Tasks);
        while (task.State == VideoTaskState.Submitting)
            task = await services.GetRequiredService<ITaskStore>().WaitForChangeAsync(task.Handle, task.Revision, Token).WithTestTimeout(Token);
        return task;
    }
}
