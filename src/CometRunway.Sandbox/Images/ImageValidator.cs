using System.Globalization;
using SkiaSharp;

namespace CometRunway.Sandbox.Images;

/// <summary>Applies the rules of Runway's asset check.</summary>
internal sealed class ImageValidator(Func<ReadOnlyMemory<byte>, bool> canDecode)
{
    private const int MaxSide = 8000;

    public void Validate(string? mediaType, byte[] bytes)
    {
        if (mediaType is not ("image/jpeg" or "image/jpg" or "image/png" or "image/webp"))
        {
            throw new InvalidImageException("Unsupported asset type");
        }

        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png or SKEncodedImageFormat.Webp))
        {
            throw new InvalidImageException("Unsupported asset type");
        }

        ValidateSize(codec.Info.Width, codec.Info.Height);
        if (!canDecode(bytes))
        {
            throw new InvalidImageException("Unsupported asset type");
        }
    }

    private static void ValidateSize(int width, int height)
    {
        if (width > MaxSide || height > MaxSide)
        {
            throw new InvalidImageException($"Invalid asset dimensions. width and height must be at most {MaxSide}. Got {width}x{height}.");
        }

        var ratio = (double)width / height;
        var got = ratio.ToString("0.###", CultureInfo.InvariantCulture);
        if (ratio < 0.5)
        {
            throw new InvalidImageException($"Invalid asset aspect ratio. width / height ratio must be at least 0.5. Got {got}.");
        }

        if (ratio > 2)
        {
            throw new InvalidImageException($"Invalid asset aspect ratio. width / height ratio must be at most 2. Got {got}.");
        }
    }
}
