using SkiaSharp;

namespace CometRunway.Sandbox.Rendering.Images;

/// <summary>A decoded image in its stored orientation, and the EXIF orientation to show it with.</summary>
internal sealed class DecodedImage(SKBitmap bitmap, SKEncodedOrigin origin) : IDisposable
{
    private bool IsRotated => origin >= SKEncodedOrigin.LeftTop;

    /// <summary>Width in display orientation.</summary>
    public int Width => IsRotated ? bitmap.Height : bitmap.Width;

    /// <summary>Height in display orientation.</summary>
    public int Height => IsRotated ? bitmap.Width : bitmap.Height;

    /// <summary>A shader that draws the image in display orientation at <paramref name="placement"/>, mirrored beyond its edges.</summary>
    public SKShader ToShader(SKMatrix placement)
    {
        using var image = SKImage.FromBitmap(bitmap);
        // Down to half size, linear filtering uses every pixel. Blending two mipmaps would take longer than the rest of the rendering.
        var sampling = new SKSamplingOptions(SKFilterMode.Linear, placement.ScaleX < 0.5f ? SKMipmapMode.Nearest : SKMipmapMode.None);
        return image.ToShader(SKShaderTileMode.Mirror, SKShaderTileMode.Mirror, sampling, placement.PreConcat(ToDisplayOrientation()));
    }

    public void Dispose() => bitmap.Dispose();

    private SKMatrix ToDisplayOrientation()
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
