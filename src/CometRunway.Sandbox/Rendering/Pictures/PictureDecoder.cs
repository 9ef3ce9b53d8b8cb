using SkiaSharp;

namespace CometRunway.Sandbox.Rendering.Pictures;

/// <summary>Opens PNG, JPEG and WebP, no larger than the clip needs where the format allows that.</summary>
internal static class PictureDecoder
{
    /// <summary>The longest side the service takes, which also bounds the memory a small hostile file can ask for.</summary>
    public const int LongestSide = 8000;

    public static bool CanDecode(ReadOnlySpan<byte> encoded)
    {
        using var data = SKData.CreateCopy(encoded);
        using var codec = SKCodec.Create(data);
        return Refusal(codec) is null;
    }

    /// <exception cref="ArgumentException">The bytes are no whole picture of the three formats.</exception>
    public static OpenPicture Decode(ReadOnlySpan<byte> encoded, int clipWidth, int clipHeight)
    {
        using var data = SKData.CreateCopy(encoded);
        using var codec = SKCodec.Create(data);
        if (Refusal(codec) is { } refusal)
            throw new ArgumentException(refusal, nameof(encoded));

        var onItsSide = codec.EncodedOrigin >= SKEncodedOrigin.LeftTop;
        var size = onItsSide ? SmallestThatFills(codec, clipHeight, clipWidth) : SmallestThatFills(codec, clipWidth, clipHeight);
        var bitmap = new SKBitmap(new SKImageInfo(size.Width, size.Height, SKImageInfo.PlatformColorType, SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        var result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result != SKCodecResult.Success)
        {
            bitmap.Dispose();
            throw new ArgumentException($"The picture cannot be decoded: its data is damaged or cut off ({result}).", nameof(encoded));
        }

        bitmap.SetImmutable();
        return new(bitmap, codec.EncodedOrigin);
    }

    private static string? Refusal(SKCodec? codec) => codec switch
    {
        null => "The picture cannot be decoded: it is not a PNG, JPEG or WebP file.",
        { EncodedFormat: not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp) } =>
            $"The picture cannot be used: it is a {codec.EncodedFormat} file, and only PNG, JPEG and WebP are taken.",
        { Info: var info } when Math.Max(info.Width, info.Height) > LongestSide =>
            $"The picture cannot be used: it is {info.Width}x{info.Height} pixels, and no side may be longer than {LongestSide}.",
        _ => null,
    };

    private static SKSizeI SmallestThatFills(SKCodec codec, int width, int height)
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
