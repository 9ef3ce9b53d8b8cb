using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>A video model.</summary>
public sealed record ModelReply
{
    /// <summary>The id to pass as <c>model</c>.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>True if the gateway lists the model, or absent if that is unknown.</summary>
    [JsonPropertyName("onOffer")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? OnOffer { get; init; }

    /// <summary>The supported frame sizes.</summary>
    [JsonPropertyName("ratios")]
    public required IReadOnlyList<string> Ratios { get; init; }

    /// <summary>The supported durations in seconds.</summary>
    [JsonPropertyName("seconds")]
    public required IReadOnlyList<int> Seconds { get; init; }

    /// <summary>The default duration in seconds.</summary>
    [JsonPropertyName("defaultSeconds")]
    public required int DefaultSeconds { get; init; }

    /// <summary>The price of the default duration, with its date or source.</summary>
    [JsonPropertyName("price")]
    public required string Price { get; init; }

    /// <summary>Requirements and unsupported parameters. If this model was requested, also the price of each duration and the sources.</summary>
    [JsonPropertyName("notes")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Notes { get; init; }
}
