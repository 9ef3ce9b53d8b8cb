using CometRunway.McpServer.Tests.Testing;
using CometRunway.Sandbox.Faults;
using CometRunway.TestKit.Sandboxes;

namespace CometRunway.McpServer.Tests.Processes;

/// <summary>Standard output contains messages only, for any input. The client checks every line.</summary>
[Collection(SequentialTests.Name)]
public sealed class StandardOutputTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Rubbish =>
    [
        "",
        "hello",
        "{",
        "[]",
        "[{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}]",
        "42",
        "null",
        "\"text\"",
        "{}",
        """{"jsonrpc":"2.0"}""",
        """{"jsonrpc":"1.0","id":1000,"method":"ping"}""",
        """{"jsonrpc":"2.0","id":1001,"method":"no/such/method"}""",
        """{"jsonrpc":"2.0","id":{"a":1},"method":"ping"}""",
        """{"jsonrpc":"2.0","id":1002,"method":"tools/call"}""",
        """{"jsonrpc":"2.0","id":1003,"method":"tools/call","params":[1,2]}""",
        """{"jsonrpc":"2.0","id":1004,"method":"tools/call","params":{"name":17}}""",
        """{"jsonrpc":"2.0","id":1005,"method":"tools/call","params":{"name":"get_video","arguments":"v7k2"}}""",
        """{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":99999}}""",
        """{"jsonrpc":"2.0","method":"notifications/cancelled"}""",
        """{"jsonrpc":"2.0","id":99999,"result":{}}""",
        "\u0000\u0007\u001b[31m",
    ];

    [Fact]
    public async Task Output_AfterInvalidInput_IsMessagesOnlyAndServerResponds()
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var server = await ServerProcess.TalkAsync(sandbox);

        foreach (var line in Rubbish.Select(r => r.Data).Append(new string('x', 1_000_000)))
            await server.Wire.SendAsync(line);
        var answer = await server.Wire.AskAsync("tools/list", []);
        server.CloseInput();

        Assert.NotEmpty(answer["result"]!["tools"]!.AsArray());
        Assert.Equal(0, await server.EndedAsync());
    }

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Output_WhileServerLogsErrors_IsMessagesOnly(string version)
    {
        await using var sandbox = await SandboxLab.StartAsync(cancellationToken: Token);
        sandbox.Faults.Add(new FaultRule("output", "error-page-as-mp4") { Times = 2 }, new FaultRule("create", "reset-after-accept"));
        await using var server = await ServerProcess.TalkAsync(sandbox, version);

        var broken = await server.Wire.CallAsync("create_video_from_image", WireClient.Request());
        var other = WireClient.Request();
        other["prompt"] = "a slow zoom";
        await server.Wire.CallAsync("create_video_from_image", other);
        var video = await server.Wire.CallAsync("get_video", new() { ["waitSeconds"] = 50 }, "progress-1");
        server.CloseInput();

        Assert.True((bool)broken["isError"]!);
        Assert.True(WireClient.Reply(video).TryGetProperty("finished", out _));
        Assert.Equal(0, await server.EndedAsync());
    }

    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task StandardError_ClientCancelsWait_IsEmpty(string version)
    {
        await using var sandbox = await SandboxLab.StartAsync(speed: 0.001, cancellationToken: Token);
        await using var server = await ServerProcess.TalkAsync(sandbox, version);
        await server.Wire.CallAsync("create_video_from_image", WireClient.Request());
        _ = server.Wire.AskAsync("tools/call", WireClient.Call("get_video", new() { ["waitSeconds"] = 50 }, "watch"), out var id);
        await server.Wire.WhenNotifiedAsync("notifications/progress");

        await server.Wire.SendAsync($$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{{{id}}},"reason":"timeout"}}""");
        await server.Wire.CallAsync("list_videos");
        server.CloseInput();

        Assert.Equal(0, await server.EndedAsync());
        // Chat clients show these lines as errors, and a cancellation is not an error.
        Assert.Empty(server.Errors);
    }

    [Fact]
    public async Task Sandbox_StartedByServer_WritesNothingToOutputAndCreatesTask()
    {
        await using var server = await ServerProcess.Start(["--sandbox"]).GreetAsync();

        var created = await server.Wire.CallAsync("create_video_from_image", WireClient.Request(TestUser.Image));
        var video = await server.Wire.CallAsync("get_video", new() { ["waitSeconds"] = 0 });
        server.CloseInput();

        Assert.True(WireClient.Reply(created).GetProperty("created").GetBoolean());
        Assert.Equal(WireClient.Reply(created).GetProperty("handle").GetString(), WireClient.Reply(video).GetProperty("handle").GetString());
        Assert.Equal(0, await server.EndedAsync());
    }
}
