using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>A model that can be asked for.</summary>
public sealed record ModelReply
{
    /// <summary>The id to pass as <c>model</c>.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Whether the gateway's list has it now; absent when that is unknown.</summary>
    [JsonPropertyName("onOffer")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? OnOffer { get; init; }

    /// <summary>The frame sizes.</summary>
    [JsonPropertyName("ratios")]
    public required IReadOnlyList<string> Ratios { get; init; }

    /// <summary>The lengths.</summary>
    [JsonPropertyName("seconds")]
    public required IReadOnlyList<int> Seconds { get; init; }

    /// <summary>The length of a request that names none.</summary>
    [JsonPropertyName("defaultSeconds")]
    public required int DefaultSeconds { get; init; }

    /// <summary>The price of that, with its date or source.</summary>
    [JsonPropertyName("price")]
    public required string Price { get; init; }

    /// <summary>What it needs, or does not take; when it was asked about, also each length's price and where the facts come from.</summary>
    [JsonPropertyName("notes")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Notes { get; init; }
}
