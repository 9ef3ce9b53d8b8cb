namespace CometRunway.McpServer.Setup;

/// <summary>The formats of a server entry.</summary>
internal enum EntryShape
{
    /// <summary>JSON under <c>servers</c>, with <c>inputs</c> that the client asks the user for.</summary>
    Servers,

    /// <summary>JSON under <c>mcpServers</c>.</summary>
    McpServers,

    /// <summary>TOML under <c>mcp_servers</c>.</summary>
    Toml,
}
