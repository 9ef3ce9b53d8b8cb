using CometRunway.Pictures.Headers;

namespace CometRunway.Pictures.Metadata;

/// <summary>Takes metadata out of a picture without opening it; how to turn it stays told.</summary>
internal static class PictureMetadata
{
    /// <summary>Null when the picture is not whole or of another kind.</summary>
    public static byte[]? Without(ReadOnlySpan<byte> picture, HeaderFacts header) => header.MediaType switch
    {
        "image/jpeg" => JpegMetadata.Without(picture, header.Orientation),
        "image/png" => PngMetadata.Without(picture, header.Orientation),
        "image/webp" => WebpMetadata.Without(picture, header.Orientation),
        _ => null,
    };
}
