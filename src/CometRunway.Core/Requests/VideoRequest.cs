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
}
