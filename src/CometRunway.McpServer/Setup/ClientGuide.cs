namespace CometRunway.McpServer.Setup;

/// <summary>One row of the table of clients: where it keeps its servers, in which form, and how the key gets there.</summary>
internal sealed record ClientGuide
{
    /// <summary>The word on the command line.</summary>
    public required string Id { get; init; }

    /// <summary>The name people know.</summary>
    public required string Name { get; init; }

    /// <summary>The form of the entry.</summary>
    public required EntryShape Shape { get; init; }

    /// <summary>Where the entry goes, the usual place first.</summary>
    public required IReadOnlyList<ConfigPlace> Places { get; init; }

    /// <summary>What stands for the key in the entry; never a key.</summary>
    public required string KeyReference { get; init; }

    /// <summary>How the key gets from the user to the server.</summary>
    public required string KeyAdvice { get; init; }

    /// <summary>Members that this client wants besides command, arguments and environment.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Extras { get; init; } = [];

    /// <summary>What to do when the entry is there.</summary>
    public required string Then { get; init; }

    /// <summary>The client's own command that adds the server, before the program's path; null when it has none that is better.</summary>
    public string? AddCommand { get; init; }

    /// <summary>The client's own command that takes it away again.</summary>
    public string? RemoveCommand { get; init; }

    /// <summary>What else the client keeps when the entry is gone.</summary>
    public string? Leftover { get; init; }

    /// <summary>The member under which servers stand.</summary>
    public string Root => Shape switch
    {
        EntryShape.Servers => "servers",
        EntryShape.McpServers => "mcpServers",
        _ => "mcp_servers",
    };
}
