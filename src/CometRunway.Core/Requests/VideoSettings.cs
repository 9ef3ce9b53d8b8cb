using System.Text.Json.Serialization;
using CometRunway.Api;
using CometRunway.Images;

namespace CometRunway.Requests;

/// <summary>
/// The settings of a video, without the image. Requests, tasks, sidecar files and replies share this record. Its JSON names equal the names of the
/// tool arguments.
/// </summary>
public record VideoSettings
{
    /// <summary>The description of the movement. For most models at most 512 UTF-16 code units; the specification says characters.</summary>
    [JsonPropertyName("prompt")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Prompt { get; init; }

    /// <summary>
    /// The id of the model, for example <c>gen3a_turbo</c>. Null selects the configured model, otherwise the default of the specification or the
    /// first known model in the gateway's list. Any string is allowed, because gateways add models without notice.
    /// </summary>
    [JsonPropertyName("model")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Model { get; init; }

    /// <summary>The frame size as <c>width:height</c>, for example <c>1280:768</c>. Null selects the allowed ratio nearest to the image.</summary>
    [JsonPropertyName("ratio")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Ratio { get; init; }

    /// <summary>The duration in seconds. Null selects the default of the model.</summary>
    [JsonPropertyName("duration")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Duration { get; init; }

    /// <summary>The seed, from 0 to 999,999,999 according to the specification. Null lets the service choose.</summary>
    [JsonPropertyName("seed")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Seed { get; init; }

    /// <summary>True to request a watermark. Its effect on the live service is unknown.</summary>
    [JsonPropertyName("watermark")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Watermark { get; init; }

    /// <summary>
    /// The part of the image to keep when it is cropped before it is sent: top, bottom, left, right or center. Null leaves the crop to the service,
    /// which keeps the centre. The value is not sent, but a request with a different value is a different request.
    /// </summary>
    [JsonPropertyName("cropFocus")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CropFocus { get; init; }

    /// <summary>Returns the settings without the properties of a derived record.</summary>
    internal VideoSettings ToSettings() => new(this);

    /// <summary>Creates the request of the API, with the field names of the specification.</summary>
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
