using System.Text.Json.Serialization;

namespace CometRunway.McpServer.Starts;

/// <summary>How a server was started, and by whom: what a person needs who wonders why a client does not see it. No key, no prompt, no path of an image.</summary>
internal sealed record StartRecord
{
    [JsonPropertyName("at")]
    public required DateTimeOffset At { get; init; }

    [JsonPropertyName("version")]
    public required string Version { get; init; }

    /// <summary>The client's name by its own word; null when it ended the conversation before it said one.</summary>
    [JsonPropertyName("client")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Client { get; init; }

    [JsonPropertyName("clientVersion")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClientVersion { get; init; }

    [JsonPropertyName("workingFolder")]
    public required string WorkingFolder { get; init; }

    [JsonPropertyName("program")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Program { get; init; }

    /// <summary>Scheme, host and port.</summary>
    [JsonPropertyName("service")]
    public required string Service { get; init; }

    /// <summary><c>set</c>, <c>missing</c> or <c>placeholder</c>.</summary>
    [JsonPropertyName("key")]
    public required string Key { get; init; }
}

[JsonSerializable(typeof(StartRecord))]
internal sealed partial class StartJson : JsonSerializerContext;
