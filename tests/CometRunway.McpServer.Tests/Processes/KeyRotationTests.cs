using CometRunway.McpServer.Tests.Testing;
using CometRunway.Store;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Stores;

namespace CometRunway.McpServer.Tests.Processes;

/// <summary>A person replaces COMETAPI_KEY and restarts the chat client: a paid video is neither hidden, nor paid again, nor lost.</summary>
[Collection(SequentialTests.Name)]
public sealed class KeyRotationTests
{
    private const string NewKey = "sk-new-0a1b2c3d4e5f6071";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restart_NewKeyReadsTheTask_IsListedMarkedHeldAgainstDuplicatesAndSaved()
    {
        await using var sandbox = await SandboxLab.StartAsync(speed: 1, keys: SandboxKeys.AnyOfOneAccount, cancellationToken: Token);
        var handle = await CreateAndEndAsync(sandbox);
        await using var server = await StartAsync(sandbox, NewKey, ("COMETRUNWAY_MAX_TASKS_PER_DAY", "1"));

        var listed = Assert.Single(WireClient.Reply(await server.Wire.CallAsync("list_videos")).GetProperty("videos").EnumerateArray());
        var again = WireClient.Reply(await server.Wire.CallAsync("create_video_from_image", WireClient.Request()));
        var other = WireClient.Request();
        other["prompt"] = "another one";
        var limited = await server.Wire.CallAsync("create_video_from_image", other);
        var video = WireClient.Reply(await server.Wire.CallAsync("get_video", new() { ["taskId"] = handle, ["waitSeconds"] = 50 }));

        Assert.Equal((handle, true), (listed.GetProperty("handle").GetString(), listed.GetProperty("otherKey").GetBoolean()));
        Assert.Equal((handle, false), (again.GetProperty("handle").GetString(), again.GetProperty("created").GetBoolean()));
        Assert.Contains("budget_reached", limited.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((true, true), (video.GetProperty("finished").GetBoolean(), video.GetProperty("otherKey").GetBoolean()));
        Assert.Equal(1, sandbox.Posts);
    }

    [Theory]
    [InlineData(SandboxKeys.One)]
    [InlineData(SandboxKeys.Any)]
    public async Task Restart_NewKeyCannotReadTheTask_StaysUnfinishedAndTheOldKeySavesIt(SandboxKeys keys)
    {
        await using var sandbox = await SandboxLab.StartAsync(speed: 1, keys: keys, cancellationToken: Token);
        var handle = await CreateAndEndAsync(sandbox);
        VideoTask noted;
        await using (var second = await StartAsync(sandbox, NewKey))
        {
            noted = await UntilAsync(sandbox, handle, task => task.IsUnreadable);
            var seen = WireClient.Reply(await second.Wire.CallAsync("get_video", new() { ["taskId"] = handle, ["waitSeconds"] = 0 }));
            Assert.Equal((false, true), (seen.GetProperty("finished").GetBoolean(), seen.GetProperty("otherKey").GetBoolean()));
            second.CloseInput();
            Assert.Equal(0, await second.EndedAsync());
        }

        await using var third = await StartAsync(sandbox, SandboxLab.Key);
        var video = WireClient.Reply(await third.Wire.CallAsync("get_video", new() { ["taskId"] = handle, ["waitSeconds"] = 50 }));

        Assert.False(noted.IsFinal);
        Assert.Equal((true, false), (video.GetProperty("finished").GetBoolean(), video.TryGetProperty("otherKey", out _)));
        Assert.Single(sandbox.Home.SavedVideos);
        Assert.Equal(1, sandbox.Posts);
    }

    [Fact]
    public async Task TasksList_KeyOfTheShellIsAnother_MarksTheTask()
    {
        await using var sandbox = await SandboxLab.StartAsync(speed: 1, keys: SandboxKeys.Any, cancellationToken: Token);
        var handle = await CreateAndEndAsync(sandbox);

        var (_, other, _) = await ServerProcess.RunAsync(["tasks", "show", handle], Variables(sandbox, NewKey));
        var (_, own, _) = await ServerProcess.RunAsync(["tasks", "show", handle], Variables(sandbox, SandboxLab.Key));
        var (_, none, _) = await ServerProcess.RunAsync(["tasks", "show", handle], Variables(sandbox, ""));
        var (_, list, _) = await ServerProcess.RunAsync(["tasks", "list"], Variables(sandbox, NewKey));

        Assert.Equal((1, 0, 0), (KeyLines(other), KeyLines(own), KeyLines(none)));
        Assert.Contains("(other key)", list, StringComparison.Ordinal);
    }

    /// <summary>The tasks of a sandbox belong to another address, whatever the key.</summary>
    [Fact]
    public async Task Sandbox_SameLedger_SeesNoTaskOfTheService()
    {
        await using var service = await SandboxLab.StartAsync(speed: 1, keys: SandboxKeys.AnyOfOneAccount, cancellationToken: Token);
        await using var rehearsal = await SandboxLab.StartAsync(speed: 1, keys: SandboxKeys.AnyOfOneAccount, cancellationToken: Token);
        await CreateAndEndAsync(service);
        await using var server = await ServerProcess.Start(["--sandbox", rehearsal.Server.BaseAddress.AbsoluteUri], Variables(service, NewKey)).GreetAsync();

        var listed = WireClient.Reply(await server.Wire.CallAsync("list_videos"));

        Assert.Equal(0, listed.GetProperty("total").GetInt32());
    }

    private static int KeyLines(string output) => output.Split('\n').Count(line => line.StartsWith("key ", StringComparison.Ordinal));

    /// <summary>Creates a task that has not ended when the server ends. It ends before the next server starts.</summary>
    private static async Task<string> CreateAndEndAsync(SandboxLab sandbox)
    {
        await using var server = await StartAsync(sandbox, SandboxLab.Key);
        var created = WireClient.Reply(await server.Wire.CallAsync("create_video_from_image", WireClient.Request()));
        server.CloseInput();
        Assert.Equal(0, await server.EndedAsync());
        sandbox.Clock.Advance(TimeSpan.FromMinutes(10));
        return created.GetProperty("handle").GetString()!;
    }

    private static async Task<ServerProcess> StartAsync(SandboxLab sandbox, string key, params (string Name, string Value)[] more) =>
        await ServerProcess.Start([], Variables(sandbox, key, more)).GreetAsync();

    private static Dictionary<string, string> Variables(SandboxLab sandbox, string key, params (string Name, string Value)[] more)
    {
        var variables = ServerVariables.For(sandbox);
        variables["COMETAPI_KEY"] = key;
        foreach (var (name, value) in more)
            variables[name] = value;
        return variables;
    }

    private static async Task<VideoTask> UntilAsync(SandboxLab sandbox, string handle, Func<VideoTask, bool> isReached)
    {
        using var ledger = new LedgerFile(sandbox.Home.State);
        var task = (await ledger.Store.GetAsync(handle, Token))!;
        while (!isReached(task))
            task = await ledger.Store.WaitForChangeAsync(handle, task.Revision, Token);
        return task;
    }
}
