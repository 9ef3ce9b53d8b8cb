using System.Text.Json.Serialization;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>What <c>get_video_options</c> answers.</summary>
public sealed record OptionsReply : ToolReply
{
    /// <summary>False when something known here prevents every create.</summary>
    [JsonPropertyName("ready")]
    public required bool Ready { get; init; }

    /// <summary>What is wrong with the set-up, in words.</summary>
    [JsonPropertyName("problems")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Problems { get; init; }

    /// <summary>Live or sandbox, and where.</summary>
    [JsonPropertyName("service")]
    public required string Service { get; init; }

    /// <summary>The models; the one that was asked about, with everything on it.</summary>
    [JsonPropertyName("models")]
    public required IReadOnlyList<ModelReply> Models { get; init; }

    /// <summary>How fresh <see cref="ModelReply.OnOffer"/> is, or why it is absent.</summary>
    [JsonPropertyName("offer")]
    public required string Offer { get; init; }

    /// <summary>What the gateway lists under Runway's name besides.</summary>
    [JsonPropertyName("alsoListed")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? AlsoListed { get; init; }

    /// <summary>The limit of the prompt.</summary>
    [JsonPropertyName("prompt")]
    public required string Prompt { get; init; }

    /// <summary>The range of the seed.</summary>
    [JsonPropertyName("seed")]
    public required string Seed { get; init; }

    /// <summary>What was used and what is left; absent when the ledger cannot be read.</summary>
    [JsonPropertyName("budget")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Budget { get; init; }

    /// <summary>Where images may be read.</summary>
    [JsonPropertyName("imageFolders")]
    public required IReadOnlyList<string> ImageFolders { get; init; }

    /// <summary>Where people put images.</summary>
    [JsonPropertyName("inbox")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Inbox { get; init; }

    /// <summary>Where videos are saved.</summary>
    [JsonPropertyName("outputFolder")]
    public required string OutputFolder { get; init; }

    /// <summary>True when <c>get_video</c> can add frames.</summary>
    [JsonPropertyName("frames")]
    public required bool Frames { get; init; }
}
