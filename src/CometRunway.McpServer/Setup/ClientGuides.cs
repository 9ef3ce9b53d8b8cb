using static CometRunway.McpServer.Setup.SystemKind;

namespace CometRunway.McpServer.Setup;

/// <summary>The table of clients. <c>setup</c> and <c>docs/clients.md</c> are both made of it.</summary>
internal static class ClientGuides
{
    private const string OwnVariable = "Set COMETAPI_KEY in the environment from which the client starts; the file then holds no key.";
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
                new("~/.config/Code/User/mcp.json", [Linux], "for all workspaces; the command \"MCP: Open User Configuration\" opens it"),
                new("~/Library/Application Support/Code/User/mcp.json", [MacOS], "for all workspaces; the command \"MCP: Open User Configuration\" opens it"),
                new(@"%APPDATA%\Code\User\mcp.json", [Windows], "for all workspaces; the command \"MCP: Open User Configuration\" opens it"),
                new(".vscode/mcp.json", Everywhere, "for one workspace"),
            ],
            KeyReference = InputReference,
            KeyAdvice = "VS Code asks for the key at the first start and keeps it in its secret storage; the file holds no key.",
            Extras = [new("type", "stdio")],
            Then = "Start the server with the \"Start\" that appears above the entry, then use it in the chat's agent mode.",
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
                new(@".mcp.json beside the solution", [Windows], "for one solution; other clients read the same file name in another form, so do not commit it unseen"),
            ],
            KeyReference = InputReference,
            KeyAdvice = "Visual Studio asks for the key and keeps it; the file holds no key.",
            Extras = [new("type", "stdio")],
            Then = "Open Copilot Chat in agent mode and allow the tools.",
            Leftover = "the key that Visual Studio keeps",
        },
        new()
        {
            Id = "claude-desktop",
            Name = "Claude Desktop",
            Shape = EntryShape.McpServers,
            Places =
            [
                new("~/Library/Application Support/Claude/claude_desktop_config.json", [MacOS]),
                new(@"%LOCALAPPDATA%\Packages\Claude_pzs8sxrjxfjjc\LocalCache\Roaming\Claude\claude_desktop_config.json", [Windows], "when the app came as a Windows package, as installers do since 2026: it reads this file, although \"Edit Config\" may open the other"),
                new(@"%APPDATA%\Claude\claude_desktop_config.json", [Windows], "for older installations"),
                new("~/.config/Claude/claude_desktop_config.json", [Linux], "where there is a build for Linux"),
            ],
            KeyReference = "<your CometAPI key>",
            KeyAdvice = "This file would hold the key as plain text. Better: install the .mcpb bundle of the release instead of an entry; Claude Desktop then asks for the key and keeps it in the system's own store.",
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
                new("~/.claude.json", Everywhere, "for all projects; the command below writes it"),
                new(".mcp.json", Everywhere, "for one project; it can be committed, but not with this absolute path"),
            ],
            KeyReference = "${COMETAPI_KEY}",
            KeyAdvice = OwnVariable,
            Extras = [new("type", "stdio")],
            AddCommand = "claude mcp add --scope user --transport stdio comet-runway --env 'COMETAPI_KEY=${COMETAPI_KEY}' --",
            RemoveCommand = "claude mcp remove --scope user comet-runway",
            Then = "`claude mcp list` shows whether it connects.",
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
            Then = "Settings, Tools & MCP shows the server; switch it on.",
        },
        new()
        {
            Id = "windsurf",
            Name = "Windsurf",
            Shape = EntryShape.McpServers,
            Places = [new("~/.codeium/windsurf/mcp_config.json", Everywhere)],
            KeyReference = "${env:COMETAPI_KEY}",
            KeyAdvice = OwnVariable,
            Then = "Press refresh in the MCP panel of Cascade.",
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
            Then = "`/mcp show comet-runway` shows whether it connects.",
        },
        new()
        {
            Id = "gemini-cli",
            Name = "Gemini CLI",
            Shape = EntryShape.McpServers,
            Places = [new("~/.gemini/settings.json", Everywhere, "for all projects; the file holds other settings too"), new(".gemini/settings.json", Everywhere, "for one project")],
            KeyReference = "${COMETAPI_KEY}",
            KeyAdvice = OwnVariable,
            Then = "`/mcp` shows whether it connects.",
        },
        new()
        {
            Id = "codex",
            Name = "Codex",
            Shape = EntryShape.Toml,
            Places = [new("~/.codex/config.toml", Everywhere, "for all projects"), new(".codex/config.toml", Everywhere, "for one trusted project")],
            KeyReference = "COMETAPI_KEY",
            KeyAdvice = OwnVariable + " Codex hands on only the variables that env_vars names.",
            Then = "`codex mcp list` and `/mcp` show it.",
        },
    ];

    /// <summary>The row of this word; null when there is none.</summary>
    public static ClientGuide? Find(string id) => All.FirstOrDefault(guide => guide.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
}
