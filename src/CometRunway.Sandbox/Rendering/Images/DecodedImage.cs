using SkiaSharp;

namespace CometRunway.Sandbox.Rendering.Images;

/// <summary>A decoded image in its stored orientation, with the EXIF orientation for display.</summary>
internal sealed class DecodedImage(SKBitmap bitmap, SKEncodedOrigin origin) : IDisposable
{
    private bool IsRotated => origin >= SKEncodedOrigin.LeftTop;

    /// <summary>The width in display orientation.</summary>
    public int Width => IsRotated ? bitmap.Height : bitmap.Width;

    /// <summary>The height in display orientation.</summary>
    public int Height => IsRotated ? bitmap.Width : bitmap.Height;

    /// <summary>Creates a shader that draws the image in display orientation at <paramref name="placement"/>, mirrored beyond its edges.</summary>
    public SKShader ToShader(SKMatrix placement)
    {
        using var image = SKImage.FromBitmap(bitmap);
        // At half size or larger, linear filtering uses every pixel. Blending two mipmaps would take longer than the rest of the rendering.
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
