using System.Text;
using System.Text.Json;
using CometRunway.McpServer.Setup;
using CometRunway.Options;

namespace CometRunway.McpServer.Tests.Setup;

public sealed class ClientEntryTests
{
    private static readonly StartCommand Start = new(@"C:\Program Files\comet ""runway""\comet-runway-mcp.exe", []);

    public static TheoryData<string> JsonClients => [.. ClientGuides.All.Where(guide => guide.Shape != EntryShape.Toml).Select(guide => guide.Id)];

    [Theory]
    [MemberData(nameof(JsonClients))]
    public void Of_JsonClient_HasProgramAndKeyReference(string id)
    {
        var guide = ClientGuides.Find(id)!;

        using var entry = JsonDocument.Parse(ClientEntry.Of(guide, Start, sandbox: false));
        var server = entry.RootElement.GetProperty(guide.Root).GetProperty("comet-runway");

        Assert.Equal(Start.Command, server.GetProperty("command").GetString());
        Assert.Equal(guide.KeyReference, server.GetProperty("env").GetProperty("COMETAPI_KEY").GetString());
    }

    [Theory]
    [MemberData(nameof(JsonClients))]
    public void Of_UnfilledKey_CountsAsNoKey(string id) =>
        Assert.True(ApiKey.IsPlaceholder(ClientGuides.Find(id)!.KeyReference));

    [Theory]
    [InlineData("vscode")]
    [InlineData("visual-studio")]
    public void Of_ClientWithSecretPrompt_AsksForHiddenKey(string id)
    {
        using var entry = JsonDocument.Parse(ClientEntry.Of(ClientGuides.Find(id)!, Start, sandbox: false));
        var input = entry.RootElement.GetProperty("inputs")[0];

        Assert.True(input.GetProperty("password").GetBoolean());
        Assert.Equal($"${{input:{input.GetProperty("id").GetString()}}}", entry.RootElement.GetProperty("servers").GetProperty("comet-runway").GetProperty("env").GetProperty("COMETAPI_KEY").GetString());
    }

    [Theory]
    [MemberData(nameof(JsonClients))]
    public void Of_Sandbox_NeedsNoKey(string id)
    {
        var text = ClientEntry.Of(ClientGuides.Find(id)!, Start.WithSandbox(), sandbox: true);

        Assert.DoesNotContain("COMETAPI_KEY", text, StringComparison.Ordinal);
        Assert.DoesNotContain("inputs", text, StringComparison.Ordinal);
        Assert.Contains("\"--sandbox\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Codex_IsTomlWithKeyVariable() => Assert.Equal(
        """
        [mcp_servers.comet-runway]
        command = "C:\\Program Files\\comet \"runway\"\\comet-runway-mcp.exe"
        args = []
        env_vars = ["COMETAPI_KEY"]
        """.ReplaceLineEndings("\n"),
        ClientEntry.Of(ClientGuides.Find("codex")!, Start, sandbox: false));

    [Fact]
    public void Of_CopilotCli_AllowsEveryTool()
    {
        using var entry = JsonDocument.Parse(ClientEntry.Of(ClientGuides.Find("copilot-cli")!, Start, sandbox: false));

        Assert.Equal(["*"], entry.RootElement.GetProperty("mcpServers").GetProperty("comet-runway").GetProperty("tools").EnumerateArray().Select(tool => tool.GetString()));
    }

    [Fact]
    public void Of_VsCodeLink_HasEntryAndPrompt()
    {
        var link = InstallLinks.Of(ClientGuides.Find("vscode")!, Start)!;

        using var config = JsonDocument.Parse(Uri.UnescapeDataString(link["vscode:mcp/install?".Length..]));

        Assert.Equal("comet-runway", config.RootElement.GetProperty("name").GetString());
        Assert.Equal(Start.Command, config.RootElement.GetProperty("command").GetString());
        Assert.True(config.RootElement.GetProperty("inputs")[0].GetProperty("password").GetBoolean());
    }

    [Fact]
    public void Of_CursorLink_HasServerOnly()
    {
        var query = new Uri(InstallLinks.Of(ClientGuides.Find("cursor")!, Start)!).Query;

        var config = Convert.FromBase64String(Uri.UnescapeDataString(query[(query.IndexOf("config=", StringComparison.Ordinal) + "config=".Length)..]));

        using var server = JsonDocument.Parse(Encoding.UTF8.GetString(config));
        Assert.Equal(Start.Command, server.RootElement.GetProperty("command").GetString());
    }
}
