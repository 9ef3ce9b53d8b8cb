using System.Text.Json.Nodes;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.TestKit.Sandboxes;

namespace CometRunway.McpServer.Tests.Processes;

/// <summary>Many clients open standard error and never read it. What is said there must not hold up an answer, nor the end.</summary>
[Collection(OneAtATime.Name)]
public sealed class UnreadErrorsTests
{
    /// <summary>Each logs more than 1 kB at the lowest level, so that all together are many times what a pipe and the queue hold.</summary>
    private const int Calls = 1000;

    [Fact]
    public async Task Errors_NeverRead_HoldUpNeitherAnswersNorTheEnd()
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
