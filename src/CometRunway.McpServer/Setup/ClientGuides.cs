using static CometRunway.McpServer.Setup.SystemKind;

namespace CometRunway.McpServer.Setup;

/// <summary>The supported clients. <c>setup</c> and <c>docs/clients.md</c> use this table.</summary>
internal static class ClientGuides
{
    private const string OwnVariable = "Set COMETAPI_KEY in the environment of the client. The file then contains no key.";
    private const string InputReference = "${input:cometapi-key}";

    private static readonly SystemKind[] Everywhere = [Linux, MacOS, Windows];

    public static IReadOnlyList<ClientGuide> All { get; } =
    [
        new()
        {
            Id = "vscode",
            Name = "VS Code",
            Shape = EntryShape.Servers,
            Places =
            [
                new("~/.config/Code/User/mcp.json", [Linux], "for all workspaces; opened by the command \"MCP: Open User Configuration\""),
                new("~/Library/Application Support/Code/User/mcp.json", [MacOS], "for all workspaces; opened by the command \"MCP: Open User Configuration\""),
                new(@"%APPDATA%\Code\User\mcp.json", [Windows], "for all workspaces; opened by the command \"MCP: Open User Configuration\""),
                new(".vscode/mcp.json", Everywhere, "for one workspace"),
            ],
            KeyReference = InputReference,
            KeyAdvice = "VS Code asks for the key at the first start and keeps it in its secret storage. The file contains no key.",
            Extras = [new("type", "stdio")],
            Then = "Select \"Start\" above the entry, then use the chat in agent mode.",
            Leftover = "the key in VS Code's secret storage (clear it with \"MCP: List Servers\" before deleting the entry)",
        },
        new()
        {
            Id = "visual-studio",
            Name = "Visual Studio",
            Shape = EntryShape.Servers,
            Places =
            [
                new(@"~\.mcp.json", [Windows], "for all solutions"),
                new(@".mcp.json beside the solution", [Windows], "for one solution; other clients read a file of this name in another format, so check before you commit it"),
            ],
            KeyReference = InputReference,
            KeyAdvice = "Visual Studio asks for the key and stores it. The file contains no key.",
            Extras = [new("type", "stdio")],
            Then = "Open Copilot Chat in agent mode and allow the tools.",
            Leftover = "the key that Visual Studio stores",
        },
        new()
        {
            Id = "claude-desktop",
            Name = "Claude Desktop",
            Shape = EntryShape.McpServers,
            Places =
            [
                new("~/Library/Application Support/Claude/claude_desktop_config.json", [MacOS]),
                new(@"%LOCALAPPDATA%\Packages\Claude_pzs8sxrjxfjjc\LocalCache\Roaming\Claude\claude_desktop_config.json", [Windows], "if the app is installed as a Windows package, as installers do since 2026; \"Edit Config\" may open the other file"),
                new(@"%APPDATA%\Claude\claude_desktop_config.json", [Windows], "for older installations"),
                new("~/.config/Claude/claude_desktop_config.json", [Linux], "for builds for Linux"),
            ],
            KeyReference = "<your CometAPI key>",
            KeyAdvice = "This entry would contain the key as plain text. We recommend that you install the .mcpb bundle of the release instead: Claude Desktop then asks for the key and keeps it in the system's credential store.",
            Then = "Quit Claude Desktop completely and start it again.",
            Leftover = "an installed bundle (Settings, Extensions)",
        },
        new()
        {
            Id = "claude-code",
            Name = "Claude Code",
            Shape = EntryShape.McpServers,
            Places =
            [
                new("~/.claude.json", Everywhere, "for all projects; the command below adds the entry"),
                new(".mcp.json", Everywhere, "for one project; before you commit it, replace the absolute path"),
            ],
            KeyReference = "${COMETAPI_KEY}",
            KeyAdvice = OwnVariable,
            Extras = [new("type", "stdio")],
            AddCommand = "claude mcp add --scope user --transport stdio comet-runway --env 'COMETAPI_KEY=${COMETAPI_KEY}' --",
            RemoveCommand = "claude mcp remove --scope user comet-runway",
            Then = "`claude mcp list` shows the connection status.",
        },
        new()
        {
            Id = "cursor",
            Name = "Cursor",
            Shape = EntryShape.McpServers,
            Places = [new("~/.cursor/mcp.json", Everywhere, "for all projects"), new(".cursor/mcp.json", Everywhere, "for one project")],
            KeyReference = "${env:COMETAPI_KEY}",
            KeyAdvice = OwnVariable,
            Extras = [new("type", "stdio")],
            Then = "Turn the server on in Settings, Tools & MCP.",
        },
        new()
        {
            Id = "windsurf",
            Name = "Windsurf",
            Shape = EntryShape.McpServers,
            Places = [new("~/.codeium/windsurf/mcp_config.json", Everywhere)],
            KeyReference = "${env:COMETAPI_KEY}",
            KeyAdvice = OwnVariable,
            Then = "Select refresh in the MCP panel of Cascade.",
        },
        new()
        {
            Id = "copilot-cli",
            Name = "Copilot CLI",
            Shape = EntryShape.McpServers,
            Places = [new("~/.copilot/mcp-config.json", Everywhere)],
            KeyReference = "${COMETAPI_KEY}",
            KeyAdvice = OwnVariable + " Versions before 1.0.10 did not always expand it.",
            Extras = [new("type", "local"), new("tools", "*")],
            Then = "`/mcp show comet-runway` shows the connection status.",
        },
        new()
        {
            Id = "gemini-cli",
            Name = "Gemini CLI",
            Shape = EntryShape.McpServers,
            Places = [new("~/.gemini/settings.json", Everywhere, "for all projects; the file also contains other settings"), new(".gemini/settings.json", Everywhere, "for one project")],
            KeyReference = "${COMETAPI_KEY}",
            KeyAdvice = OwnVariable,
            Then = "`/mcp` shows the connection status.",
        },
        new()
        {
            Id = "codex",
            Name = "Codex",
            Shape = EntryShape.Toml,
            Places = [new("~/.codex/config.toml", Everywhere, "for all projects"), new(".codex/config.toml", Everywhere, "for one trusted project")],
            KeyReference = "COMETAPI_KEY",
            KeyAdvice = OwnVariable + " Codex passes on only the variables in env_vars.",
            Then = "`codex mcp list` and `/mcp` show the server.",
        },
    ];

    /// <summary>Finds a client by its id, or returns null.</summary>
    public static ClientGuide? Find(string id) => All.FirstOrDefault(guide => guide.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
}
