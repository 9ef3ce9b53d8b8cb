namespace CometRunway.McpServer.Setup;

/// <summary>The forms in which clients want to be told of a server.</summary>
internal enum EntryShape
{
    /// <summary>JSON under <c>servers</c>, with <c>inputs</c> for what the client asks its user.</summary>
    Servers,

    /// <summary>JSON under <c>mcpServers</c>.</summary>
    McpServers,

    /// <summary>TOML under <c>mcp_servers</c>.</summary>
    Toml,
}
