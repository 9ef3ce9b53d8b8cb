using CometRunway.McpServer.Tests.Testing;

namespace CometRunway.McpServer.Tests.Processes;

/// <summary>The server starts without a key and explains what to do.</summary>
[Collection(SequentialTests.Name)]
public sealed class NoKeyTests
{
    [Theory]
    [MemberData(nameof(ProtocolVersions.Both), MemberType = typeof(ProtocolVersions))]
    public async Task Start_WithoutKey_ListsToolsAndEveryStepExplainsTheKey(string version)
    {
        using var home = new TestKit.Files.TestHome();
        await using var server = await ServerProcess.Start([], Variables(home)).GreetAsync(version);

        var tools = await server.Wire.AskAsync("tools/list", []);
        var options = WireClient.Reply(await server.Wire.CallAsync("get_video_options"));
        var valid = WireClient.Reply(await server.Wire.CallAsync("validate_video_request", WireClient.Request()));
        var created = await server.Wire.CallAsync("create_video_from_image", WireClient.Request());
        var list = WireClient.Reply(await server.Wire.CallAsync("list_videos"));
        server.CloseInput();

        var reply = WireClient.Reply(created);
        string[] told = [options.GetProperty("problems")[0].GetString()!, valid.GetProperty("message").GetString()!, reply.GetProperty("message").GetString()!];
        Assert.All(told, text => Assert.Contains("COMETAPI_KEY", text, StringComparison.Ordinal));
        Assert.All(told, text => Assert.Contains("--sandbox", text, StringComparison.Ordinal));
        Assert.False(valid.TryGetProperty("nextAction", out _), "Only a person can help.");
        Assert.Contains(tools["result"]!["tools"]!.AsArray(), t => (string?)t!["name"] == "create_video_from_image");
        Assert.True((bool)created["isError"]!);
        Assert.Equal(("not_configured", "no"), (reply.GetProperty("code").GetString(), reply.GetProperty("charged").GetString()));
        Assert.Equal(0, list.GetProperty("total").GetInt32());
        Assert.Equal(0, await server.EndedAsync());
    }

    [Theory]
    [InlineData("${COMETAPI_KEY}")]
    [InlineData("${input:cometapi-key}")]
    [InlineData("%COMETAPI_KEY%")]
    public async Task Create_KeyIsUnexpandedPlaceholder_ReportsIt(string key)
    {
        using var home = new TestKit.Files.TestHome();
        var variables = Variables(home);
        variables["COMETAPI_KEY"] = key;
        await using var server = await ServerProcess.Start([], variables).GreetAsync();

        var created = await server.Wire.CallAsync("create_video_from_image", WireClient.Request());

        Assert.Contains("${", WireClient.Reply(created).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("not_configured", WireClient.Reply(created).GetProperty("code").GetString());
    }

    private static Dictionary<string, string> Variables(TestKit.Files.TestHome home) => new()
    {
        ["COMETRUNWAY_HOME_DIRECTORY"] = home.State,
        ["COMETRUNWAY_OUTPUT_DIRECTORY"] = home.Videos,
        ["COMETRUNWAY_ALLOWED_DIRECTORIES"] = home.Album,
        // Nothing listens on this address, so an unexpected request to the service would fail without a charge.
        ["COMETAPI_BASE_URL"] = "http://127.0.0.1:9",
    };
}
