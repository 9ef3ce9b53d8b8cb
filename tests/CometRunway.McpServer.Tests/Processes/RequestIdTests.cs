using System.Text.Json.Nodes;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.Sandbox.Faults;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;

namespace CometRunway.McpServer.Tests.Processes;

/// <summary>Real servers that are killed, restarted and run at once: a request id pays for one video.</summary>
[Collection(SequentialTests.Name)]
public sealed class RequestIdTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_ServerIsKilledAfterTheAnswerAndTheCallIsRepeated_PaysOnce()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        string handle;
        await using (var server = await ServerProcess.TalkAsync(sandbox))
        {
            handle = WireClient.Reply(await server.Wire.CallAsync("create_video_from_image", Request())).GetProperty("handle").GetString()!;
            server.Kill();
        }

        await using var next = await ServerProcess.TalkAsync(sandbox);
        var again = WireClient.Reply(await next.Wire.CallAsync("create_video_from_image", Request()));

        Assert.Equal((handle, false, 1), (again.GetProperty("handle").GetString(), again.GetProperty("created").GetBoolean(), sandbox.Posts));
    }

    [Fact]
    public async Task Create_TwoServersAtOnceWithTheSameId_SendOneRequest()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        sandbox.Faults.Add(new FaultRule("create", "pause-before-accept"));
        await using var one = await ServerProcess.TalkAsync(sandbox);
        await using var two = await ServerProcess.TalkAsync(sandbox);

        var calls = Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? one : two).Wire.CallAsync("create_video_from_image", Request())).ToList();
        var held = await sandbox.Faults.NextPausedAsync(Token).AsTask().WithTestTimeout(Token);
        while (calls.Count > 1)
            calls.Remove(await Task.WhenAny(calls).WithTestTimeout(Token));
        held.Release();
        var first = WireClient.Reply(await calls[0].WithTestTimeout(Token));

        Assert.True(first.GetProperty("created").GetBoolean());
        Assert.Equal(1, sandbox.Posts);
    }

    /// <summary>As a new take: an equal request of the last minutes is no protection.</summary>
    private static JsonObject Request()
    {
        var request = WireClient.Request();
        request["requestId"] = "order 17";
        request["newTake"] = true;
        return request;
    }
}
