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

    /// <summary>Reads the validators of a response with the beginning of a file.</summary>
    public static ResumePoint Of(HttpResponseMessage response) => new(
        response.Headers.ETag is { IsWeak: false } tag ? tag : null,
        response.Content.Headers.LastModified,
        ContentExtent.Of(response).Total,
        ContentCoding.NameOf(response));

    /// <summary>Requests the file from an offset. Without a validator, the response only tells whether there are more bytes.</summary>
    public void ApplyTo(HttpRequestMessage request, long from)
    {
        request.Headers.Range = new RangeHeaderValue(from, null);
        request.Headers.IfRange = Tag is not null ? new RangeConditionHeaderValue(Tag)
            : Modified is not null ? new RangeConditionHeaderValue(Modified.Value)
            : null;
    }

    /// <summary>Returns true if a 206 response continues the same file at the requested offset.</summary>
    public bool Matches(HttpResponseMessage partial, long from) =>
        ContentExtent.Of(partial) is var extent
        && extent.From == from
        && (Total is null || extent.Total is null || extent.Total == Total)
        && (Tag is null || partial.Headers.ETag is null || partial.Headers.ETag.Equals(Tag))
        && (Tag is not null || Modified is null || partial.Content.Headers.LastModified is null || partial.Content.Headers.LastModified == Modified)
        && ContentCoding.NameOf(partial) == Coding;
}
