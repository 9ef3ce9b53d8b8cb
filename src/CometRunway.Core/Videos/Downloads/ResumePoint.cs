using System.Net;
using System.Net.Http.Headers;

namespace CometRunway.Videos.Downloads;

/// <summary>The validators that must match to resume a download.</summary>
/// <param name="Tag">The strong entity tag; null if there is none.</param>
/// <param name="Modified">The time of the last modification; null if there is none.</param>
/// <param name="Total">The total length according to the server; null if unknown.</param>
/// <param name="Coding">The content coding that the response names, which may be wrong; empty if there is none.</param>
internal sealed record ResumePoint(EntityTagHeaderValue? Tag, DateTimeOffset? Modified, long? Total, string Coding)
{
    /// <summary>True if the bytes were compressed. A range is then a part of the compressed bytes, which cannot be appended.</summary>
    public bool IsCompressed { get; init; }

    /// <summary>
    /// True if the rest of the file can be requested. Without a validator it is unknown whether the remaining bytes belong to the same file.
    /// </summary>
    public bool IsUsable => !IsCompressed && (Tag is not null || Modified is not null);

    /// <summary>Reads the validators of a response with the beginning of a file: 200, or 206 without a requested range.</summary>
    public static ResumePoint Of(HttpResponseMessage response) => new(
        response.Headers.ETag is { IsWeak: false } tag ? tag : null,
        response.Content.Headers.LastModified,
        response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange?.Length : response.Content.Headers.ContentLength,
        ContentCoding.NameOf(response));

    public void ApplyTo(HttpRequestMessage request, long from)
    {
        request.Headers.Range = new RangeHeaderValue(from, null);
        request.Headers.IfRange = Tag is not null ? new RangeConditionHeaderValue(Tag) : new RangeConditionHeaderValue(Modified!.Value);
    }

    /// <summary>Returns true if a 206 response continues the same file at the requested offset.</summary>
    public bool Matches(HttpResponseMessage partial, long from) =>
        StartsAt(partial, from)
        && (Total is null || partial.Content.Headers.ContentRange!.Length is not { } total || total == Total)
        && (Tag is null || partial.Headers.ETag is null || partial.Headers.ETag.Equals(Tag))
        && ContentCoding.NameOf(partial) == Coding;

    /// <summary>Returns true if the content of a 206 response starts at an offset.</summary>
    public static bool StartsAt(HttpResponseMessage partial, long from) =>
        partial.Content.Headers.ContentRange is { Unit: "bytes", From: { } first } && first == from;
}
