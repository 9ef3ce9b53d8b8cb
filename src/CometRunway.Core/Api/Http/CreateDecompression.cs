using System.IO.Compression;

namespace CometRunway.Api.Http;

/// <summary>
/// Decompresses the response to a create, which a server may compress although that was not requested. What can be decompressed is kept, because it may
/// contain the task id. A label on a response that is not compressed is ignored.
/// </summary>
internal static class CreateDecompression
{
    /// <summary>Returns the decompressed content, or the same object if it is not compressed.</summary>
    public static CappedContent Decompress(CappedContent content, ICollection<string> encodings, int limit)
    {
        using var compressed = new MemoryStream(content.Bytes.ToArray(), writable: false);
        using var plain = Open(compressed, content.Bytes.Span, encodings);
        if (plain is null)
            return content;
        using var body = new MemoryStream();
        var end = Copy(plain, body, limit);
        return new CappedContent(body.ToArray(), end == BodyEnd.Complete ? content.End : end);
    }

    private static Stream? Open(Stream compressed, ReadOnlySpan<byte> start, ICollection<string> encodings) => start switch
    {
        [0x1F, 0x8B, ..] => new GZipStream(compressed, CompressionMode.Decompress),
        [0x78, ..] when Has(encodings, "deflate") => new ZLibStream(compressed, CompressionMode.Decompress),
        // This format has no mark at its start; JSON has.
        [not (byte)'{', ..] when Has(encodings, "br") => new BrotliStream(compressed, CompressionMode.Decompress),
        _ => null,
    };

    private static bool Has(ICollection<string> encodings, string encoding) => encodings.Contains(encoding, StringComparer.OrdinalIgnoreCase);

    private static BodyEnd Copy(Stream from, MemoryStream to, int limit)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int count;
            while ((count = from.Read(buffer)) > 0)
            {
                to.Write(buffer, 0, (int)Math.Min(count, limit - to.Length));
                if (to.Length >= limit)
                    return BodyEnd.TooLong;
            }

            return BodyEnd.Complete;
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            return BodyEnd.Truncated;
        }
    }
}
