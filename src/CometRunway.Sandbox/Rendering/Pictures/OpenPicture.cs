using SkiaSharp;

namespace CometRunway.Sandbox.Rendering.Pictures;

/// <summary>A picture in memory, still lying as its file holds it, and how a viewer would turn it.</summary>
internal sealed class OpenPicture(SKBitmap bitmap, SKEncodedOrigin origin) : IDisposable
{
    private bool LiesOnItsSide => origin >= SKEncodedOrigin.LeftTop;

    /// <summary>Width as a viewer shows it.</summary>
    public int Width => LiesOnItsSide ? bitmap.Height : bitmap.Width;

    /// <summary>Height as a viewer shows it.</summary>
    public int Height => LiesOnItsSide ? bitmap.Width : bitmap.Height;

    /// <summary>Paint that shows the picture upright where <paramref name="placement"/> puts it, and its mirror image all around it.</summary>
    public SKShader ToShader(SKMatrix placement)
    {
        using var image = SKImage.FromBitmap(bitmap);
        // Down to half its size four neighbours miss no pixel. A blend of two mipmaps would take longer than all else in a clip together.
        var sampling = new SKSamplingOptions(SKFilterMode.Linear, placement.ScaleX < 0.5f ? SKMipmapMode.Nearest : SKMipmapMode.None);
        return image.ToShader(SKShaderTileMode.Mirror, SKShaderTileMode.Mirror, sampling, placement.PreConcat(Upright()));
    }

    public void Dispose() => bitmap.Dispose();

    private SKMatrix Upright()
    {
        float width = bitmap.Width, height = bitmap.Height;
        return origin switch
        {
            SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new(0, -1, height, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new(0, -1, height, -1, 0, width, 0, 0, 1),
            SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, width, 0, 0, 1),
            _ => SKMatrix.Identity,
        };
    }
}
