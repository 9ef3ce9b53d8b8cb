using System.Net;

namespace CometRunway.Videos.Downloads;

/// <summary>Which bytes of a file a response contains, according to its headers.</summary>
/// <param name="From">The offset of the first byte; null if the response does not say it.</param>
/// <param name="End">The offset after the last byte; null if the response does not say it.</param>
/// <param name="Total">The length of the file; null if the response does not say it.</param>
internal sealed record ContentExtent(long? From, long? End, long? Total)
{
    private static readonly ContentExtent Unknown = new(null, null, null);

    /// <summary>True if the end of the body is the end of the file, although its length is not announced. Otherwise a broken connection can look like the end.</summary>
    public bool EndsWithFile { get; private init; }

    public static ContentExtent Of(HttpResponseMessage response)
    {
        var length = response.Content.Headers.ContentLength;
        if (response.StatusCode != HttpStatusCode.PartialContent)
            return new(0, length, length) { EndsWithFile = length is not null || response.Headers.TransferEncodingChunked == true || response.Version >= HttpVersion.Version20 };
        // A range that contradicts the length says nothing about either.
        return response.Content.Headers.ContentRange is { Unit: "bytes", From: { } from, To: { } to } range && (length is null || length == to + 1 - from)
            ? new(from, to + 1, range.Length)
            : Unknown;
    }
}
