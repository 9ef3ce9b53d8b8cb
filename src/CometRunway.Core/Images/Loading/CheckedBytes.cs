using CometRunway.Errors;
using CometRunway.Images.Fitting;

namespace CometRunway.Images.Loading;

/// <summary>Checks the bytes of an image that is sent in the request.</summary>
internal static class CheckedBytes
{
    /// <param name="bytes">The encoded image. Nothing else may change them.</param>
    /// <param name="name">The name for people and models.</param>
    /// <param name="warning">Returns a warning about the detected media type.</param>
    /// <param name="originalSha256">The SHA-256 that identifies the image if it is not that of the bytes.</param>
    public static ImageLoadResult Load(ReadOnlyMemory<byte> bytes, string name, Func<string, Violation?>? warning = null, string? originalSha256 = null)
    {
        if (bytes.Length == 0)
            return ImageLoadResult.Refused(ImageRefusals.Empty(name));
        if (ImageHeader.Read(bytes.Span, bytes.Length) is not { } header)
            return ImageLoadResult.Refused(ImageRefusals.NotAImage(name, UnsupportedFormats.Name(bytes.Span)));
        if (header.IsPreviewFirst)
            return ImageLoadResult.Refused(ImageRefusals.PreviewFirst(name));
        if (header.IsSupported && !header.IsTruncated && header is not { Width: > 0, Height: > 0 })
            return ImageLoadResult.Refused(ImageRefusals.Broken(name, header.MediaType));
        var original = new ImageOriginal(bytes, header, name, originalSha256);
        var image = InputImage.Of(bytes, original.Facts, name, originalSha256);
        if (Refusal(original, image.WireLength) is { } violation)
            return ImageLoadResult.Refused(violation) with { Original = original };
        return ImageLoadResult.Loaded(image, warning?.Invoke(header.MediaType) is { } found ? [found] : []) with { Original = original };
    }

    private static Violation? Refusal(ImageOriginal image, int wireLength)
    {
        var (name, header) = (image.Name, image.Header);
        return !header.IsSupported ? ImageRefusals.Type(name, header.MediaType)
            : header.IsTruncated ? ImageRefusals.Truncated(name, header.MediaType)
            : header.IsAnimated ? ImageRefusals.Animated(name, header.MediaType)
            : wireLength > ImageLoader.MaxDataUriCharacters ? ImageRefusals.TooLarge(name, image.Bytes.Length, wireLength)
            : null;
    }
}
