using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>The reply of <c>get_video_options</c>.</summary>
public sealed record OptionsReply : ToolReply
{
    /// <summary>False if a known problem prevents the creation of videos.</summary>
    [JsonPropertyName("ready")]
    public required bool Ready { get; init; }

    /// <summary>Descriptions of configuration problems.</summary>
    [JsonPropertyName("problems")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Problems { get; init; }

    /// <summary>The service: live or sandbox, with its address.</summary>
    [JsonPropertyName("service")]
    public required string Service { get; init; }

    /// <summary>The models, or the requested model with all facts.</summary>
    [JsonPropertyName("models")]
    public required IReadOnlyList<ModelReply> Models { get; init; }

    /// <summary>The time at which <see cref="ModelReply.OnOffer"/> was read, or the reason why it is absent.</summary>
    [JsonPropertyName("offer")]
    public required string Offer { get; init; }

    /// <summary>Other models that the gateway lists under Runway's name.</summary>
    [JsonPropertyName("alsoListed")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? AlsoListed { get; init; }

    /// <summary>The maximum length of the prompt.</summary>
    [JsonPropertyName("prompt")]
    public required string Prompt { get; init; }

    /// <summary>The range of the seed.</summary>
    [JsonPropertyName("seed")]
    public required string Seed { get; init; }

    /// <summary>Usage and remaining limits, or absent if the ledger cannot be read.</summary>
    [JsonPropertyName("budget")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Budget { get; init; }

    /// <summary>The folders from which images may be read.</summary>
    [JsonPropertyName("imageFolders")]
    public required IReadOnlyList<string> ImageFolders { get; init; }

    /// <summary>The folder in which users should put images.</summary>
    [JsonPropertyName("inbox")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Inbox { get; init; }

    /// <summary>The folder in which videos are saved.</summary>
    [JsonPropertyName("outputFolder")]
    public required string OutputFolder { get; init; }

    /// <summary>True if <c>get_video</c> can add frames.</summary>
    [JsonPropertyName("frames")]
    public required bool Frames { get; init; }
}
