using CometRunway.Images.Headers;

namespace CometRunway.Images.Metadata;

/// <summary>Removes metadata from an image without decoding it. The orientation is kept.</summary>
internal static class ImageMetadata
{
    /// <summary>Returns a copy without metadata; null when the image is incomplete or has another format.</summary>
    public static byte[]? Without(ReadOnlySpan<byte> image, HeaderFacts header) => header.MediaType switch
    {
        "image/jpeg" => JpegMetadata.Without(image, header.Orientation),
        "image/png" => PngMetadata.Without(image, header.Orientation),
        "image/webp" => WebpMetadata.Without(image, header.Orientation),
        _ => null,
    };
}
