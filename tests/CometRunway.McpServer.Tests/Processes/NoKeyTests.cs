using CometRunway.McpServer.Tests.Testing;

namespace CometRunway.McpServer.Tests.Processes;

/// <summary>The first minute of a new user: the server starts without a key and says what to do.</summary>
[Collection(OneAtATime.Name)]
public sealed class NoKeyTests
{
    [Theory]
    [MemberData(nameof(Eras.Both), MemberType = typeof(Eras))]
    public async Task Start_WithoutAKey_ListsItsToolsAndEachPaidCallSaysWhatToSet(string era)
    {
        using var home = new TestKit.Files.TestHome();
        await using var server = await ServerProcess.Start([], Variables(home)).GreetAsync(era);

        var tools = await server.Wire.AskAsync("tools/list", []);
        var created = await server.Wire.CallAsync("create_video_from_image", WireClient.Request());
        server.CloseInput();

        var reply = WireClient.Reply(created);
        Assert.Contains(tools["result"]!["tools"]!.AsArray(), t => (string?)t!["name"] == "create_video_from_image");
        Assert.True((bool)created["isError"]!);
        Assert.Equal(("not_configured", "no"), (reply.GetProperty("code").GetString(), reply.GetProperty("charged").GetString()));
        Assert.Contains("COMETAPI_KEY", reply.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("--sandbox", reply.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, await server.EndedAsync());
        Assert.False(File.Exists(Path.Combine(home.State, "ledger.db")), "Nothing was sent, so there is nothing to remember.");
    }

    [Theory]
    [InlineData("${COMETAPI_KEY}")]
    [InlineData("${input:cometapi-key}")]
    [InlineData("%COMETAPI_KEY%")]
    public async Task Create_KeyIsAnUnexpandedPlaceholder_SaysSo(string key)
    {
        using var home = new TestKit.Files.TestHome();
        var variables = Variables(home);
        variables["COMETAPI_KEY"] = key;
        await using var server = await ServerProcess.Start([], variables).GreetAsync();

        var created = await server.Wire.CallAsync("create_video_from_image", WireClient.Request());

        Assert.Contains("unexpanded placeholder", WireClient.Reply(created).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("not_configured", WireClient.Reply(created).GetProperty("code").GetString());
    }

    private static Dictionary<string, string> Variables(TestKit.Files.TestHome home) => new()
    {
        ["COMETRUNWAY_HOME"] = home.State,
        ["COMETRUNWAY_OUTPUT_DIR"] = home.Videos,
        ["COMETRUNWAY_ALLOWED_DIRS"] = home.Album,
        // Nobody listens there: a server that asked the service all the same would be refused, not charged.
        ["COMETAPI_BASE_URL"] = "http://127.0.0.1:9",
    };
}
