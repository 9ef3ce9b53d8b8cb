using CometRunway.Images.Headers;

namespace CometRunway.Images;

/// <summary>Reads what an image's first bytes say. The extension is never asked, pixels are never decoded, and no bytes make it throw.</summary>
public static class ImageHeader
{
    /// <summary>
    /// The image's type, its size as a viewer shows it, and its EXIF orientation; null when the bytes are no known image. Width and
    /// height are 0 when the type is known and the size is not in the bytes seen. Nothing is hashed.
    /// </summary>
    /// <param name="bytes">The whole file, or its beginning.</param>
    /// <param name="length">The size of the whole file in bytes.</param>
    public static ImageFacts? TryRead(ReadOnlySpan<byte> bytes, long length) => Look(bytes, length)?.ToFacts(length);

    internal static HeaderFacts? Look(ReadOnlySpan<byte> bytes, long length)
    {
        var isWhole = bytes.Length >= length;
        return PngHeader.Read(bytes, isWhole)
            ?? JpegHeader.Read(bytes, isWhole)
            ?? WebpHeader.Read(bytes, length)
            ?? ConvertibleHeader.Read(bytes);
    }
}
