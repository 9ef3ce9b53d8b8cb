using CometRunway.Images.Headers;

namespace CometRunway.Images.Metadata;

/// <summary>Copies a PNG file without EXIF, text and time chunks and without data after its end.</summary>
internal static class PngMetadata
{
    private const int SignatureLength = 8;
    private const int ChunkFrame = 12;

    /// <summary>Returns the copy; null when the bytes are not a complete PNG file.</summary>
    public static byte[]? Without(ReadOnlySpan<byte> png, int orientation)
    {
        using var copy = new MemoryStream(png.Length);
        copy.Write(png[..SignatureLength]);
        for (long at = SignatureLength; Bytes.UInt32(png, at) is { } length && at + length + ChunkFrame <= png.Length; at += length + ChunkFrame)
        {
            var chunk = png.Slice((int)at, (int)length + ChunkFrame);
            var type = chunk.Slice(4, 4);
            if (!IsMetadata(type))
                copy.Write(chunk);
            if (type.SequenceEqual("IHDR"u8) && orientation != 1)
                copy.Write(PngChunk.Of("eXIf"u8, OrientationTag.Of(orientation)));
            if (type.SequenceEqual("IEND"u8))
                return copy.ToArray();
        }

        return null;
    }

    private static bool IsMetadata(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("eXIf"u8) || type.SequenceEqual("tEXt"u8) || type.SequenceEqual("iTXt"u8) || type.SequenceEqual("zTXt"u8) || type.SequenceEqual("tIME"u8);
}
