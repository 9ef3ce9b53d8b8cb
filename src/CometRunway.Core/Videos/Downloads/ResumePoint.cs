using System.Net.Http.Headers;

namespace CometRunway.Videos.Downloads;

/// <summary>The validators that must match to resume a download.</summary>
/// <param name="Tag">The strong entity tag; null if there is none.</param>
/// <param name="Modified">The time of the last modification; null if there is none.</param>
/// <param name="Total">The total length according to the server; null if unknown.</param>
internal sealed record ResumePoint(EntityTagHeaderValue? Tag, DateTimeOffset? Modified, long? Total)
{
    /// <summary>True if there is a validator. Without one it is unknown whether the remaining bytes belong to the same file.</summary>
    public bool IsUsable => Tag is not null || Modified is not null;

    public static ResumePoint Of(HttpResponseMessage response) => new(
        response.Headers.ETag is { IsWeak: false } tag ? tag : null,
        response.Content.Headers.LastModified,
        response.Content.Headers.ContentLength);

    public void ApplyTo(HttpRequestMessage request, long from)
    {
        request.Headers.Range = new RangeHeaderValue(from, null);
        request.Headers.IfRange = Tag is not null ? new RangeConditionHeaderValue(Tag) : new RangeConditionHeaderValue(Modified!.Value);
    }

    /// <summary>Returns true if a 206 response continues the same file at the requested offset.</summary>
    public bool Matches(HttpResponseMessage partial, long from) =>
        partial.Content.Headers.ContentRange is { Unit: "bytes", From: { } first } range
        && first == from
        && (Total is null || range.Length is null || range.Length == Total)
        && (Tag is null || partial.Headers.ETag is null || partial.Headers.ETag.Equals(Tag));
}
