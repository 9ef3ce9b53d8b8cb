using System.Text.Json.Serialization;
using CometRunway.Api;
using CometRunway.Images;

namespace CometRunway.Requests;

/// <summary>
/// The settings of a video, without the image. The only definition of these fields: requests, tasks, sidecar files and replies use this record,
/// and its JSON names are those of the tools' arguments.
/// </summary>
public record VideoSettings
{
    /// <summary>What should move, and how. At most 512 UTF-16 units (the specification's "characters", as we read it).</summary>
    [JsonPropertyName("prompt")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Prompt { get; init; }

    /// <summary>The model's id, for example <c>gen3a_turbo</c>; null lets configuration, the specification and the gateway's list decide. Any string: gateways add models without notice.</summary>
    [JsonPropertyName("model")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Model { get; init; }

    /// <summary>The frame size as <c>width:height</c>, for example <c>1280:768</c>; null picks the allowed one nearest to the image.</summary>
    [JsonPropertyName("ratio")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Ratio { get; init; }

    /// <summary>Length in seconds; null picks the model's default.</summary>
    [JsonPropertyName("duration")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Duration { get; init; }

    /// <summary>0 to 999,999,999 by the specification; null lets the service choose.</summary>
    [JsonPropertyName("seed")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Seed { get; init; }

    /// <summary>Asks for a watermark. Default false; what it does on the live service is unknown.</summary>
    [JsonPropertyName("watermark")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Watermark { get; init; }

    /// <summary>
    /// Which part of the image stays when it is cropped here before it is sent: top, bottom, left, right or center. Null leaves the crop to the
    /// service, which keeps the middle. It is not sent, but a different value is a different request.
    /// </summary>
    [JsonPropertyName("cropFocus")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CropFocus { get; init; }

    /// <summary>The same without what a derived record adds.</summary>
    internal VideoSettings ToSettings() => new(this);

    /// <summary>The request as the API takes it, with the specification's field names.</summary>
    internal CreateTaskRequest ToApi(InputImage image) => new()
    {
        PromptImage = image.ToWire(),
        PromptText = Prompt,
        Model = Model!,
        Ratio = Ratio,
        Duration = Duration,
        Seed = Seed,
        Watermark = Watermark ? true : null,
    };
}
