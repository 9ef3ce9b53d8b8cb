using System.Text.Json.Serialization;
using CometRunway.Images.Fitting;
using CometRunway.Requests;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>What <c>validate_video_request</c> answers.</summary>
public sealed record ValidateReply : ToolReply
{
    /// <summary>True when create would send the request.</summary>
    [JsonPropertyName("valid")]
    public required bool Valid { get; init; }

    /// <summary>What would be refused.</summary>
    [JsonPropertyName("problems")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemReply>? Problems { get; init; }

    /// <summary>What is allowed but unwise.</summary>
    [JsonPropertyName("warnings")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>What was chosen for arguments that were left out, and why.</summary>
    [JsonPropertyName("notes")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>The request as it would be sent, or the corrected one.</summary>
    [JsonPropertyName("request")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VideoRequest? Request { get; init; }

    /// <summary>The frame that the ratio keeps of the image, when the image can be opened here; for code. It is not part of the text a model reads.</summary>
    [JsonIgnore]
    public FramePreview? Preview { get; init; }

    /// <summary>The call that leads on.</summary>
    [JsonPropertyName("nextAction")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NextAction? NextAction { get; init; }
}
