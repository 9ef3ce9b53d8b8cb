using CometRunway.McpServer.Animate;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Sandboxes;

namespace CometRunway.McpServer.Tests.Processes;

/// <summary>Nobody pays for a video that cannot be saved, and every place says the same about it.</summary>
[Collection(SequentialTests.Name)]
public sealed class OutputFolderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_FolderIsAFile_RefusesBeforeThePostAndCreatesOnceItIsMended()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        var (variables, file) = await BrokenAsync(sandbox);
        await using var server = await ServerProcess.Start([], variables).GreetAsync();

        var options = WireClient.Reply(await server.Wire.CallAsync("get_video_options"));
        var valid = WireClient.Reply(await server.Wire.CallAsync("validate_video_request", WireClient.Request()));
        var refused = WireClient.Reply(await server.Wire.CallAsync("create_video_from_image", WireClient.Request()));
        var posts = sandbox.Posts;
        File.Delete(file);
        var created = WireClient.Reply(await server.Wire.CallAsync("create_video_from_image", WireClient.Request()));

        Assert.False(options.GetProperty("ready").GetBoolean());
        Assert.False(valid.TryGetProperty("nextAction", out _), "Only a person can help.");
        Assert.Equal(("output_unavailable", "no", 0), (refused.GetProperty("code").GetString(), refused.GetProperty("charged").GetString(), posts));
        string[] told = [options.GetProperty("problems")[0].GetString()!, valid.GetProperty("message").GetString()!, refused.GetProperty("message").GetString()!];
        Assert.All(told, text => Assert.Contains(file, text, StringComparison.Ordinal));
        Assert.All(told, text => Assert.Contains("COMETRUNWAY_OUTPUT_DIRECTORY", text, StringComparison.Ordinal));
        Assert.Equal((true, 1), (created.GetProperty("created").GetBoolean(), sandbox.Posts));
    }

    [Fact]
    public async Task Animate_FolderIsAFile_CreatesNothing()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        var (variables, file) = await BrokenAsync(sandbox);

        var (code, output, _) = await ServerProcess.RunAsync(["animate", Path.Combine(sandbox.Home.Album, TestHome.ImageName), "a slow pan"], variables);

        Assert.Equal(((int)AnimateOutcome.NothingCreated, 0), (code, sandbox.Posts));
        Assert.Contains(file, output, StringComparison.Ordinal);
    }

    private static async Task<(Dictionary<string, string> Variables, string File)> BrokenAsync(SandboxLab sandbox)
    {
        var file = Path.Combine(sandbox.Home.Path, "taken");
        await File.WriteAllTextAsync(file, "", Token);
        var variables = ServerVariables.For(sandbox);
        variables["COMETRUNWAY_OUTPUT_DIRECTORY"] = file;
        return (variables, file);
    }
}
