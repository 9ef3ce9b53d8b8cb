using CometRunway.Images.Headers;

namespace CometRunway.Images.Metadata;

/// <summary>Takes metadata out of an image without opening it; how to turn it stays told.</summary>
internal static class ImageMetadata
{
    /// <summary>Null when the image is not whole or of another kind.</summary>
    public static byte[]? Without(ReadOnlySpan<byte> image, HeaderFacts header) => header.MediaType switch
    {
        "image/jpeg" => JpegMetadata.Without(image, header.Orientation),
        "image/png" => PngMetadata.Without(image, header.Orientation),
        "image/webp" => WebpMetadata.Without(image, header.Orientation),
        _ => null,
    };
}
