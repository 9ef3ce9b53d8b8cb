using CometRunway.Errors;
using CometRunway.Images.Fitting;

namespace CometRunway.Images.Loading;

/// <summary>Checks the bytes of an image that is sent in the request.</summary>
internal static class CheckedBytes
{
    public static ImageLoadResult Load(ReadOnlyMemory<byte> bytes, string name, Func<string, Violation?>? warning = null)
    {
        if (bytes.Length == 0)
            return ImageLoadResult.Refused(ImageRefusals.Empty(name));
        if (ImageHeader.Read(bytes.Span, bytes.Length) is not { } header)
            return ImageLoadResult.Refused(ImageRefusals.NotAImage(name, UnsupportedFormats.Name(bytes.Span)));
        if (header.IsSupported && !header.IsTruncated && header is not { Width: > 0, Height: > 0 })
            return ImageLoadResult.Refused(ImageRefusals.Broken(name, header.MediaType));
        var original = new ImageOriginal(bytes, header, name);
        var image = InputImage.FromBytes(bytes, original.Facts, name);
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
