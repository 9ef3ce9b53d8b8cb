using System.Buffers.Binary;
using CometRunway.TestKit.Images;
using SkiaSharp;

namespace CometRunway.Imaging.Tests.Testing;

/// <summary>Colour profiles as cameras and programs write them.</summary>
internal static class IccProfile
{
    private const int Header = 128;

    /// <summary>The profile of Display P3 as Skia writes it.</summary>
    public static byte[] DisplayP3 => Of(SKColorSpace.CreateRgb(SKColorSpaceTransferFn.Srgb, SKColorSpaceXyz.DisplayP3));

    /// <summary>The profile of Adobe RGB as Skia writes it.</summary>
    public static byte[] AdobeRgb => Of(SKColorSpace.CreateRgb(SKColorSpaceTransferFn.TwoDotTwo, SKColorSpaceXyz.AdobeRgb));

    /// <summary>Returns a profile with another tag at its end.</summary>
    public static byte[] With(byte[] profile, string tag, byte[] data)
    {
        var count = BinaryPrimitives.ReadInt32BigEndian(profile.AsSpan(Header));
        var tableEnd = Header + 4 + count * 12;
        byte[] entry = [.. tag.Select(c => (byte)c), .. new byte[8]];
        BinaryPrimitives.WriteInt32BigEndian(entry.AsSpan(4), profile.Length + 12);
        BinaryPrimitives.WriteInt32BigEndian(entry.AsSpan(8), data.Length);
        // Decoders refuse a profile whose length is not a multiple of four.
        byte[] longer = [.. profile[..tableEnd], .. entry, .. profile[tableEnd..], .. data, .. new byte[-data.Length & 3]];
        for (var i = 0; i < count; i++)
        {
            var offset = longer.AsSpan(Header + 8 + i * 12);
            BinaryPrimitives.WriteInt32BigEndian(offset, BinaryPrimitives.ReadInt32BigEndian(offset) + 12);
        }

        BinaryPrimitives.WriteInt32BigEndian(longer.AsSpan(Header), count + 1);
        BinaryPrimitives.WriteInt32BigEndian(longer, longer.Length);
        return longer;
    }

    /// <summary>Returns a profile of which some bytes are others.</summary>
    public static byte[] Changed(byte[] profile, int at, ReadOnlySpan<byte> bytes) => [.. profile[..at], .. bytes, .. profile[(at + bytes.Length)..]];

    /// <summary>Returns the position of the content of a tag.</summary>
    public static int PlaceOf(byte[] profile, ReadOnlySpan<byte> tag) =>
        BinaryPrimitives.ReadInt32BigEndian(profile.AsSpan(profile.AsSpan(Header).IndexOf(tag) + Header + 4));

    /// <summary>Returns an image with a profile in one segment or chunk.</summary>
    public static byte[] In(byte[] image, byte[] profile, string name = "icc") => image[0] switch
    {
        0xFF => [0xFF, 0xD8, .. TinyJpeg.Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. profile]), .. image[2..]],
        0x89 => TestImages.WithChunk(image, TinyPng.Chunk("iCCP", [.. name.Select(c => (byte)c), 0, 0, .. Packing.Zlib(profile)])),
        _ => WebpParts.File([.. WebpParts.Extended(0x20), .. WebpParts.Chunk("ICCP", profile), .. image[12..]]),
    };

    private static byte[] Of(SKColorSpace space)
    {
        using (space)
        using (var bitmap = new SKBitmap(new SKImageInfo(8, 8, SKColorType.Rgba8888, SKAlphaType.Opaque, space)))
        using (var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90))
        {
            var jpeg = data.ToArray();
            var at = jpeg.AsSpan().IndexOf("ICC_PROFILE\0"u8) + 14;
            return jpeg[at..(at + BinaryPrimitives.ReadInt32BigEndian(jpeg.AsSpan(at)))];
        }
    }
}
