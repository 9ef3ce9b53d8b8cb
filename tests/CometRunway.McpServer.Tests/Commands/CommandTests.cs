using CometRunway.McpServer.Animate;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.Sandbox;
using CometRunway.Sandbox.Faults;
using CometRunway.Store;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.McpServer.Tests.Commands;

/// <summary>The commands as processes, with a ledger that a server has written.</summary>
[Collection(SequentialTests.Name)]
public sealed class CommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_NoTasks_SucceedsAndPrintsTotal()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);

        var (code, output, errors) = await RunAsync(sandbox, "tasks", "list");

        Assert.Equal(0, code);
        Assert.Matches(@"\b0\b", output);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task ListAndShow_AfterVideo_PrintTaskAndFile()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        var handle = await VideoAsync(sandbox);
        var path = Assert.Single(sandbox.Home.SavedVideos);

        var list = await RunAsync(sandbox, "tasks", "list");
        var show = await RunAsync(sandbox, "tasks", "show", handle);

        Assert.Equal((0, 0), (list.Code, show.Code));
        Assert.Contains(list.Output.Split('\n'), line => line.StartsWith(handle, StringComparison.Ordinal) && line.Contains("succeeded", StringComparison.Ordinal));
        Assert.Contains(path, show.Output, StringComparison.Ordinal);
        Assert.Contains(sandbox.Journal.Tasks[0].Id, show.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_UnknownTask_FailsAndSuggestsList()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);

        var (code, output, errors) = await RunAsync(sandbox, "tasks", "show", "vzzz9");

        Assert.NotEqual(0, code);
        Assert.Equal("", output);
        // The command that lists them.
        Assert.Contains("tasks list", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resolve_NotCharged_AllowsSameRequestAgain()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        var handle = await UnknownAsync(sandbox);

        var resolved = await RunAsync(sandbox, "tasks", "resolve", handle, "--not-charged");

        Assert.Equal(0, resolved.Code);
        await using var server = await ServerProcess.TalkAsync(sandbox);
        var again = WireClient.Reply(await server.Wire.CallAsync("create_video_from_image", WireClient.Request()));
        Assert.True(again.GetProperty("created").GetBoolean());
    }

    [Fact]
    public async Task Resolve_WithTaskId_SavesThePaidVideo()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        var handle = await UnknownAsync(sandbox);

        var resolved = await RunAsync(sandbox, "tasks", "resolve", handle, "--task", sandbox.Journal.Tasks[0].Id);

        Assert.Equal(0, resolved.Code);
        await using var server = await ServerProcess.TalkAsync(sandbox);
        var video = WireClient.Reply(await server.Wire.CallAsync("get_video", new() { ["taskId"] = handle, ["waitSeconds"] = 50 }));
        Assert.True(video.GetProperty("finished").GetBoolean());
        Assert.Single(sandbox.Home.SavedVideos);
        Assert.Equal(1, sandbox.Posts);
    }

    [Theory]
    [InlineData]
    [InlineData("--not-charged", "--task", "x")]
    public async Task Resolve_NeitherOrBothOptions_IsRejected(params string[] options)
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        var handle = await UnknownAsync(sandbox);

        var (code, _, errors) = await RunAsync(sandbox, ["tasks", "resolve", handle, .. options]);

        Assert.NotEqual(0, code);
        Assert.Contains(errors, line => line.Contains("--not-charged", StringComparison.Ordinal));
        Assert.Contains("unknown", (await RunAsync(sandbox, "tasks", "show", handle)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_SavedVideo_PrintsSizeLengthAndRequest()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        var handle = await VideoAsync(sandbox);

        var (code, output, errors) = await RunAsync(sandbox, "inspect", Assert.Single(sandbox.Home.SavedVideos));

        Assert.Equal(0, code);
        Assert.Empty(errors);
        Assert.Contains("1280x720", output, StringComparison.Ordinal);
        Assert.Contains("5 s", output, StringComparison.Ordinal);
        Assert.Contains(handle, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_NotAVideo_FailsWithOneLine()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);

        var (code, output, errors) = await RunAsync(sandbox, "inspect", TestUser.Image);

        Assert.NotEqual(0, code);
        Assert.Equal("", output);
        Assert.Single(errors);
    }

    [Theory]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Animate_SignalWhileCreateInFlight_KeepsId(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        await using var sandbox = await SandboxLab.StartAsync(speed: 0.001, cancellationToken: Token);
        sandbox.Faults.Add(new FaultRule("create", "pause-after-accept"));
        var image = Path.Combine(sandbox.Home.Album, TestHome.ImageName);
        await using var command = ServerProcess.Start(["animate", image, "a slow pan", "--json"], ServerVariables.For(sandbox));
        var held = await sandbox.Faults.NextPausedAsync(Token).AsTask().WithTestTimeout(Token);

        command.Signal(signal);
        Assert.Equal((int)AnimateOutcome.StillRunning, await command.EndedAsync());
        held.Release();

        await using var services = sandbox.Services().BuildServiceProvider();
        var task = Assert.Single((await services.GetRequiredService<ITaskStoreAdmin>().ListAsync(new TaskQuery { Limit = 10 }, TestContext.Current.CancellationToken)).Tasks);
        while (task.State == VideoTaskState.Submitting)
            task = await services.GetRequiredService<ITaskStore>().WaitForChangeAsync(task.Handle, task.Revision, Token).WithTestTimeout(Token);
        Assert.Equal(held.TaskId, task.TaskId);
        Assert.Equal(1, sandbox.Posts);
    }

    [Fact]
    public async Task Animate_SandboxVariableSet_UsesSandbox()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Speed = 0 }, Token);
        await using var service = await SandboxLab.StartAsync(cancellationToken: Token);
        var variables = ServerVariables.For(service);
        variables["COMETRUNWAY_SANDBOX"] = sandbox.BaseAddress.AbsoluteUri;

        var (code, _, _) = await ServerProcess.RunAsync(["animate", Path.Combine(service.Home.Album, TestHome.ImageName), "a slow pan", "--json"], variables);

        Assert.Equal((0, 1), (code, sandbox.Journal.Tasks.Count));
        Assert.Empty(service.Journal.Requests);
    }

    [Theory]
    [InlineData("https://sandbox.example", null, 2)]
    [InlineData("on", "comet-runway-sandbox", 3)]
    public async Task Doctor_InvalidSandbox_FailsWithOneLineLikeTheServer(string sandbox, string? program, int expected)
    {
        var variables = new Dictionary<string, string> { ["COMETRUNWAY_SANDBOX"] = sandbox, ["COMETRUNWAY_SANDBOX_EXE"] = program ?? "" };

        var (code, output, errors) = await ServerProcess.RunAsync(["doctor"], variables);

        Assert.Equal((expected, ""), (code, output));
        Assert.Contains("COMETRUNWAY_SANDBOX", Assert.Single(errors), StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, IReadOnlyList<string> Errors)> RunAsync(SandboxLab sandbox, params string[] arguments) =>
        ServerProcess.RunAsync(arguments, ServerVariables.For(sandbox));

    private static async Task<string> VideoAsync(SandboxLab sandbox)
    {
        await using var server = await ServerProcess.TalkAsync(sandbox);
        await server.Wire.CallAsync("create_video_from_image", WireClient.Request());
        var video = WireClient.Reply(await server.Wire.CallAsync("get_video", new() { ["waitSeconds"] = 50 }));
        Assert.True(video.GetProperty("finished").GetBoolean());
        return video.GetProperty("handle").GetString()!;
    }

    private static async Task<string> UnknownAsync(SandboxLab sandbox)
    {
        sandbox.Faults.Add(new FaultRule("create", "reset-after-accept"));
        await using var server = await ServerProcess.TalkAsync(sandbox);
        var error = WireClient.Reply(await server.Wire.CallAsync("create_video_from_image", WireClient.Request()));
        Assert.Equal("outcome_unknown", error.GetProperty("code").GetString());
        return error.GetProperty("handle").GetString()!;
    }
}
