using System.Text.Json.Serialization;
using CometRunway.Images.Fitting;
using CometRunway.Requests;

namespace CometRunway.SemanticKernel.Replies;

/// <summary>The reply of <c>validate_video_request</c>.</summary>
public sealed record ValidateReply : ToolReply
{
    /// <summary>True if <c>create_video_from_image</c> would send the request.</summary>
    [JsonPropertyName("valid")]
    public required bool Valid { get; init; }

    /// <summary>Violations for which the request would be rejected.</summary>
    [JsonPropertyName("problems")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemReply>? Problems { get; init; }

    /// <summary>Warnings about the request.</summary>
    [JsonPropertyName("warnings")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>The values that were chosen for omitted arguments, with the reasons.</summary>
    [JsonPropertyName("notes")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>The request as it would be sent, or the corrected request.</summary>
    [JsonPropertyName("request")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VideoRequest? Request { get; init; }

    /// <summary>
    /// A preview of the part of the image that the ratio keeps, if the image can be decoded. It is not part of the JSON that a model reads.
    /// </summary>
    [JsonIgnore]
    public FramePreview? Preview { get; init; }

    /// <summary>The suggested next call.</summary>
    [JsonPropertyName("nextAction")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NextAction? NextAction { get; init; }
}
