using System.Net.Http.Headers;

namespace CometRunway.Videos.Downloads;

/// <summary>What must still hold for the rest of a file to fit to its beginning.</summary>
/// <param name="Tag">The strong entity tag.</param>
/// <param name="Modified">The last change, when there is no such tag.</param>
/// <param name="Total">The announced length of the whole; null when not told.</param>
internal sealed record ResumePoint(EntityTagHeaderValue? Tag, DateTimeOffset? Modified, long? Total)
{
    /// <summary>Without a validator nobody can tell whether the rest belongs to the same file.</summary>
    public bool IsUsable => Tag is not null || Modified is not null;

    public static ResumePoint Of(HttpResponseMessage response) => new(
        response.Headers.ETag is { IsWeak: false } tag ? tag : null,
        response.Content.Headers.LastModified,
        response.Content.Headers.ContentLength);

    public void Ask(HttpRequestMessage request, long from)
    {
        request.Headers.Range = new RangeHeaderValue(from, null);
        request.Headers.IfRange = Tag is not null ? new RangeConditionHeaderValue(Tag) : new RangeConditionHeaderValue(Modified!.Value);
    }

    /// <summary>True when a 206 continues exactly where we stopped, in the same file.</summary>
    public bool Fits(HttpResponseMessage partial, long from) =>
        partial.Content.Headers.ContentRange is { Unit: "bytes", From: { } first } range
        && first == from
        && (Total is null || range.Length is null || range.Length == Total)
        && (Tag is null || partial.Headers.ETag is null || partial.Headers.ETag.Equals(Tag));
}
