using System.IO.Compression;
using CometRunway.Images.Headers;

namespace CometRunway.Images.Metadata;

/// <summary>Rebuilds a PNG file from its pixels, palette, transparency and colour information. The pixels are unchanged.</summary>
internal static class PngRebuilder
{
    private const int SignatureLength = 8;
    private const int ChunkFrame = 12;
    private const int MaxProfileName = 79;

    /// <summary>Returns the image; null when the bytes are not a complete PNG file.</summary>
    public static RebuiltImage? Rebuild(ReadOnlyMemory<byte> original, int orientation)
    {
        var png = original.Span;
        var image = new RebuiltImage(original);
        image.Keep(0, SignatureLength);
        var data = PixelData.Missing;
        for (var at = SignatureLength; Bytes.UInt32(png, at) is { } length && (long)at + length + ChunkFrame <= png.Length;)
        {
            var end = at + (int)length + ChunkFrame;
            var type = png.Slice(at + 4, 4);
            var content = png.Slice(at + 8, (int)length);
            if (IsNeeded(type, content) is not { } isNeeded || (at == SignatureLength) != type.SequenceEqual("IHDR"u8))
                return null;
            if (isNeeded)
                image.Keep(at, end);
            else
                image.Leave(LeftOut.Metadata);
            if (at == SignatureLength && orientation != 1)
                image.Add(PngChunk.Of("eXIf"u8, OrientationTag.Of(orientation)));
            if (type.SequenceEqual("IEND"u8))
                return data == PixelData.Missing ? null : Complete(image, end < png.Length);
            // The pixels are in consecutive chunks.
            var isPixels = type.SequenceEqual("IDAT"u8);
            if (isPixels && data == PixelData.Ended)
                return null;
            data = isPixels ? PixelData.Current : data == PixelData.Current ? PixelData.Ended : data;
            at = end;
        }

        return null;
    }

    private static RebuiltImage Complete(RebuiltImage image, bool hasMore)
    {
        if (hasMore)
            image.Leave(LeftOut.DataAfterEnd);
        return image;
    }

    /// <summary>Returns true for a chunk that affects the image; null for a chunk without which, or with which, the file is not valid.</summary>
    private static bool? IsNeeded(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        var length = content.Length;
        if (type.SequenceEqual("IDAT"u8))
            return true;
        if (type.SequenceEqual("IHDR"u8))
            return length == 13 ? true : null;
        if (type.SequenceEqual("IEND"u8))
            return length == 0 ? true : null;
        if (type.SequenceEqual("PLTE"u8))
            return length is > 0 and <= 768 && length % 3 == 0 ? true : null;
        // An upper-case first letter marks a chunk without which the image cannot be shown, and this one is unknown.
        if (type[0] is not (>= (byte)'a' and <= (byte)'z'))
            return null;
        return type.SequenceEqual("tRNS"u8) ? length <= 256
            : type.SequenceEqual("gAMA"u8) || type.SequenceEqual("cICP"u8) ? length == 4
            : type.SequenceEqual("cHRM"u8) ? length == 32
            : type.SequenceEqual("sRGB"u8) ? length == 1
            : type.SequenceEqual("sBIT"u8) ? length <= 4
            : type.SequenceEqual("bKGD"u8) ? length <= 6
            : type.SequenceEqual("pHYs"u8) ? length == 9
            : type.SequenceEqual("mDCV"u8) ? length == 24
            : type.SequenceEqual("cLLI"u8) ? length == 8
            : type.SequenceEqual("iCCP"u8) && IsProfile(content);
    }

    /// <summary>Returns true for a name, a zero, the method 0, and a compressed colour profile.</summary>
    private static bool IsProfile(ReadOnlySpan<byte> content)
    {
        var end = content.IndexOf((byte)0);
        if (end is < 1 or > MaxProfileName || content.Length < end + 3 || content[end + 1] != 0)
            return false;
        try
        {
            using var packed = new MemoryStream(content[(end + 2)..].ToArray());
            using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
            var profile = new byte[ColourProfile.MaxBytes];
            return ColourProfile.IsMatch(profile.AsSpan(0, zlib.ReadAtLeast(profile, profile.Length, throwOnEndOfStream: false)));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private enum PixelData
    {
        Missing,
        Current,
        Ended,
    }
}
