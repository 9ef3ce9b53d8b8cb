using System.Globalization;
using SkiaSharp;

namespace CometRunway.Sandbox.Pictures;

/// <summary>Looks at a picture as Runway's asset check does.</summary>
internal sealed class PictureInspector(Func<ReadOnlyMemory<byte>, bool> canDecode)
{
    private const int MaxSide = 8000;

    public void Inspect(string? mediaType, byte[] bytes)
    {
        if (mediaType is not ("image/jpeg" or "image/jpg" or "image/png" or "image/webp"))
        {
            throw new PictureRefusedException("Unsupported asset type");
        }

        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png or SKEncodedImageFormat.Webp))
        {
            throw new PictureRefusedException("Unsupported asset type");
        }

        InspectSize(codec.Info.Width, codec.Info.Height);
        if (!canDecode(bytes))
        {
            throw new PictureRefusedException("Unsupported asset type");
        }
    }

    private static void InspectSize(int width, int height)
    {
        if (width > MaxSide || height > MaxSide)
        {
            throw new PictureRefusedException($"Invalid asset dimensions. width and height must be at most {MaxSide}. Got {width}x{height}.");
        }

        var ratio = (double)width / height;
        var got = ratio.ToString("0.###", CultureInfo.InvariantCulture);
        if (ratio < 0.5)
        {
            throw new PictureRefusedException($"Invalid asset aspect ratio. width / height ratio must be at least 0.5. Got {got}.");
        }

        if (ratio > 2)
        {
            throw new PictureRefusedException($"Invalid asset aspect ratio. width / height ratio must be at most 2. Got {got}.");
        }
    }
}
