using CometRunway.Images.Headers;

namespace CometRunway.Images.Metadata;

/// <summary>Rebuilds an image from the parts that are needed to show it, without decoding it. Everything else, known or not, is left out.</summary>
internal static class ImageMetadata
{
    /// <summary>Returns the image, with its orientation; null when it is incomplete, animated, of another format, or has no valid structure.</summary>
    public static RebuiltImage? Rebuild(ReadOnlyMemory<byte> image, HeaderFacts header) => header switch
    {
        { IsTruncated: true } or { IsAnimated: true } => null,
        { MediaType: "image/jpeg" } => JpegRebuilder.Rebuild(image, header.Orientation),
        { MediaType: "image/png" } => PngRebuilder.Rebuild(image, header.Orientation),
        { MediaType: "image/webp" } => WebpRebuilder.Rebuild(image, header.Orientation),
        _ => null,
    };
}
