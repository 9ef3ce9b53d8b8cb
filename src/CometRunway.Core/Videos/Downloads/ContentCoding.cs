using System.IO.Compression;
using CometRunway.Mp4;

namespace CometRunway.Videos.Downloads;

/// <summary>
/// Decodes compressed videos. No compression is requested, but some servers compress nevertheless, and some name a compression for bytes that are not
/// compressed. Therefore the first bytes decide before the header does.
/// </summary>
internal static class ContentCoding
{
    /// <summary>Returns the compression that a response names, in lower case; empty if it names none.</summary>
    public static string NameOf(HttpResponseMessage response) =>
        string.Join(',', response.Content.Headers.ContentEncoding.Select(static coding => coding.Trim().ToLowerInvariant()).Where(static coding => coding is not ("identity" or "")));

    /// <summary>Returns a stream with the decoded content; null if the content is not compressed.</summary>
    /// <param name="coding">The value of <see cref="NameOf"/>.</param>
    /// <param name="first">The first bytes of the content.</param>
    /// <param name="content">The whole content, including the first bytes.</param>
    public static Stream? Decode(string coding, ReadOnlySpan<byte> first, Stream content)
    {
        if (Mp4Reader.MayBegin(first))
            return null;
        if (first is [0x1F, 0x8B, 8, ..])
            return new GZipStream(content, CompressionMode.Decompress);
        return coding switch
        {
            "br" => new BrotliStream(content, CompressionMode.Decompress),
            // The name means the zlib format. Some servers send the bare format.
            "deflate" when first is [var method, ..] && (method & 0x0F) == 8 => new ZLibStream(content, CompressionMode.Decompress),
            "deflate" => new DeflateStream(content, CompressionMode.Decompress),
            _ => null,
        };
    }

    /// <summary>True for a compression that <see cref="Decode"/> cannot decode.</summary>
    public static bool IsUnknown(string coding) => coding is not ("" or "gzip" or "x-gzip" or "deflate" or "br");
}
