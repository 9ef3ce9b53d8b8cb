namespace CometRunway.McpServer.Setup;

/// <summary>Describes how a client is configured: its files, the form of the entry, and how the key is passed.</summary>
internal sealed record ClientGuide
{
    /// <summary>The name on the command line.</summary>
    public required string Id { get; init; }

    /// <summary>The display name.</summary>
    public required string Name { get; init; }

    /// <summary>The format of the entry.</summary>
    public required EntryShape Shape { get; init; }

    /// <summary>The files for the entry, the usual file first.</summary>
    public required IReadOnlyList<ConfigPlace> Places { get; init; }

    /// <summary>The reference to the key in the entry, never the key itself.</summary>
    public required string KeyReference { get; init; }

    /// <summary>How the user passes the key to the server.</summary>
    public required string KeyAdvice { get; init; }

    /// <summary>Members that this client needs in addition to command, arguments and environment.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Extras { get; init; } = [];

    /// <summary>What to do after the entry is added.</summary>
    public required string Then { get; init; }

    /// <summary>The client's command that adds the server, without the program's path, or null.</summary>
    public string? AddCommand { get; init; }

    /// <summary>The client's command that removes the server.</summary>
    public string? RemoveCommand { get; init; }

    /// <summary>What the client keeps after the entry is deleted.</summary>
    public string? Leftover { get; init; }

    /// <summary>The member that contains the servers.</summary>
    public string Root => Shape switch
    {
        EntryShape.Servers => "servers",
        EntryShape.McpServers => "mcpServers",
        _ => "mcp_servers",
    };
}
