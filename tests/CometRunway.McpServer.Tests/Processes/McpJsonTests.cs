using System.Text.Json.Nodes;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.TestKit.Files;

namespace CometRunway.McpServer.Tests.Processes;

/// <summary>Starts the server with the mcp.json of the repository.</summary>
public sealed class McpJsonTests
{
    [Fact]
    public async Task Server_FromMcpJson_CreatesVideo()
    {
        var servers = JsonNode.Parse(await File.ReadAllTextAsync(RepositoryRoot.File("mcp.json"), TestContext.Current.CancellationToken))!["mcpServers"]!.AsObject();

        Assert.NotEmpty(servers);
        foreach (var (name, entry) in servers)
        {
            using var home = new TempFolder();
            await using var server = await StartAsWritten(entry!.AsObject(), home.Path).GreetAsync();

            var created = WireClient.Reply(await server.Wire.CallAsync("create_video_from_image", WireClient.Request(TestUser.Image)));
            var path = await FinishedAsync(server, created.GetProperty("handle").GetString()!);
            server.CloseInput();

            Assert.True(File.Exists(path), name);
            Assert.Equal(0, await server.EndedAsync());
        }
    }

    private static ServerProcess StartAsWritten(JsonObject entry, string home)
    {
        // Only the folders are changed, because a test must not write to the user's home folder.
        var variables = new Dictionary<string, string> { ["COMETRUNWAY_HOME_DIRECTORY"] = home, ["COMETRUNWAY_OUTPUT_DIRECTORY"] = home };
        foreach (var (variable, value) in entry["env"]?.AsObject() ?? [])
            variables[variable] = (string)value!;
        return ServerProcess.StartAs((string)entry["command"]!, [.. entry["args"]!.AsArray().Select(a => (string)a!)], variables, RepositoryRoot.Path);
    }

    private static async Task<string> FinishedAsync(ServerProcess server, string handle)
    {
        while (true)
        {
            var video = WireClient.Reply(await server.Wire.CallAsync("get_video", new() { ["taskId"] = handle, ["waitSeconds"] = 20 }));
            if (video.GetProperty("finished").GetBoolean())
                return video.GetProperty("files")[0].GetProperty("path").GetString()!;
        }
    }
}
