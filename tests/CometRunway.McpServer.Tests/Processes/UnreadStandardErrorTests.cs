using System.Text.Json.Nodes;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.TestKit.Sandboxes;

namespace CometRunway.McpServer.Tests.Processes;

/// <summary>Many clients open standard error and never read it. Log output must not delay responses or the shutdown.</summary>
[Collection(SequentialTests.Name)]
public sealed class UnreadStandardErrorTests
{
    /// <summary>Each call logs more than 1 kB at the lowest level. Together they exceed the capacity of the pipe and the queue many times.</summary>
    private const int Calls = 1000;

    [Fact]
    public async Task StandardError_NeverRead_DelaysNeitherResponsesNorShutdown()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var server = await ServerProcess.TalkToVariantAsync("log-everything", sandbox, readErrors: false);

        var answers = new List<JsonObject>();
        for (var call = 0; call < Calls; call++)
            answers.Add(await server.Wire.CallAsync("list_videos", new JsonObject { ["contains"] = new string('x', 200) }));
        server.CloseInput();

        Assert.Equal(Calls, answers.Count);
        Assert.Equal(0, await server.EndedAsync());
    }
}
