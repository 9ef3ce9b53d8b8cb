using SkiaSharp;

namespace CometRunway.Sandbox.Rendering.Images;

/// <summary>
/// Decodes PNG, JPEG and WebP images. If the format supports it, the image is decoded at a smaller size that is sufficient for the clip.
/// </summary>
internal static class ImageDecoder
{
    /// <summary>The maximum side length of the service. It also limits the memory that a malicious file can use.</summary>
    public const int MaxSide = 8000;

    public static bool CanDecode(ReadOnlySpan<byte> encoded)
    {
        using var data = SKData.CreateCopy(encoded);
        using var codec = SKCodec.Create(data);
        return ErrorOf(codec) is null;
    }

    /// <exception cref="ArgumentException">The bytes are not a complete image in one of the three formats.</exception>
    public static DecodedImage Decode(ReadOnlySpan<byte> encoded, int clipWidth, int clipHeight)
    {
        using var data = SKData.CreateCopy(encoded);
        using var codec = SKCodec.Create(data);
        if (ErrorOf(codec) is { } error)
            throw new ArgumentException(error, nameof(encoded));

        var isRotated = codec.EncodedOrigin >= SKEncodedOrigin.LeftTop;
        var size = isRotated ? SmallestSizeFor(codec, clipHeight, clipWidth) : SmallestSizeFor(codec, clipWidth, clipHeight);
        var bitmap = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKImageInfo.PlatformColorType, SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result != SKCodecResult.Success)
        {
            bitmap.Dispose();
            throw new ArgumentException($"The image cannot be decoded: its data is damaged or truncated ({result}).", nameof(encoded));
        }

        bitmap.SetImmutable();
        return new(bitmap, codec.EncodedOrigin);
    }

    private static string? ErrorOf(SKCodec? codec) => codec switch
    {
        null => "The image cannot be decoded: it is not a PNG, JPEG or WebP file.",
        { EncodedFormat: not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp) } =>
            $"The image cannot be used: it is a {codec.EncodedFormat} file. Only PNG, JPEG and WebP are supported.",
        { Info: var info } when Math.Max(info.Width, info.Height) > MaxSide =>
            $"The image cannot be used: it is {info.Width}x{info.Height} pixels, and the maximum side length is {MaxSide}.",
        _ => null,
    };

    private static SKSizeI SmallestSizeFor(SKCodec codec, int width, int height)
    {
        for (var eighths = 1; eighths < 8; eighths++)
        {
            var size = codec.GetScaledDimensions(eighths / 8f);
            if (size.Width >= width && size.Height >= height)
                return size;
        }

        return codec.Info.Size;
    }
}
