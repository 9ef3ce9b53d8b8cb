using System.Text.Json.Serialization;

namespace CometRunway.Requests;

/// <summary>A request of a caller, before the image is read and defaults are chosen.</summary>
public sealed record VideoRequest : VideoSettings
{
    /// <summary>Creates a request without settings.</summary>
    public VideoRequest()
    {
    }

    /// <summary>Creates a request with the given settings.</summary>
    public VideoRequest(VideoSettings settings)
        : base(settings)
    {
    }

    /// <summary>The image: a path in an allowed folder, an https link, a data URI, or <c>latest</c> for the newest image in the allowed folders.</summary>
    [JsonPropertyName("image")]
    [JsonPropertyOrder(-1)]
    public required string Image { get; init; }

    /// <summary>
    /// An idempotency key of the caller, 1 to 200 visible characters; null for none. It names one create: a repeated create with the same key returns the
    /// earlier task, however old it is and whatever its state, also as another take. The key with another request is refused. A create that was refused and
    /// created nothing leaves the key free. Keys are compared exactly, without the white space around them, among the tasks of one caller. The key is kept
    /// in the task store, and never sent to the service.
    /// </summary>
    [JsonPropertyName("requestId")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RequestId { get; init; }
}
