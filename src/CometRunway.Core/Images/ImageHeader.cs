using CometRunway.Images.Headers;

namespace CometRunway.Images;

/// <summary>Reads the header of an image. It ignores the file extension, decodes no pixels, and never throws because of the content.</summary>
internal static class ImageHeader
{
    /// <summary>
    /// Returns the type, the display size and the EXIF orientation of the image; null when the bytes are not a known image. Width and height
    /// are 0 when the type is known but the size is not in the given bytes. Nothing is hashed.
    /// </summary>
    /// <param name="bytes">The whole file, or its beginning.</param>
    /// <param name="length">The size of the whole file in bytes.</param>
    public static ImageFacts? TryRead(ReadOnlySpan<byte> bytes, long length) => Read(bytes, length)?.ToFacts(length);

    internal static HeaderFacts? Read(ReadOnlySpan<byte> bytes, long length)
    {
        var isWhole = bytes.Length >= length;
        return PngHeader.Read(bytes, isWhole)
            ?? JpegHeader.Read(bytes, isWhole)
            ?? WebpHeader.Read(bytes, length)
            ?? ConvertibleHeader.Read(bytes);
    }
}
