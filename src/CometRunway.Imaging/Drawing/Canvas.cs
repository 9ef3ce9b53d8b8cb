using CometRunway.Imaging.Decoding;
using SkiaSharp;

namespace CometRunway.Imaging.Drawing;

/// <summary>Draws the part of a decoded image that a layout selects.</summary>
internal static class Canvas
{
    public static SKImage Draw(DecodedImage image, Layout layout, bool onWhite)
    {
        var info = new SKImageInfo(layout.Width, layout.Height, SKImageInfo.PlatformColorType, onWhite ? SKAlphaType.Opaque : SKAlphaType.Premul, SKColorSpace.CreateSrgb());
        using var surface = SKSurface.Create(info) ?? throw new InvalidOperationException("Not enough memory for the image.");
        var canvas = surface.Canvas;
        canvas.Clear(onWhite ? SKColors.White : SKColors.Transparent);
        var (x, y) = (layout.Width / (float)layout.Window.Width, layout.Height / (float)layout.Window.Height);
        canvas.Scale(x, y);
        canvas.Translate((float)-layout.Window.X, (float)-layout.Window.Y);
        // The window is in pixels of the full-size image, but the bitmap may be smaller.
        canvas.Scale(image.FullWidth / (float)image.Width, image.FullHeight / (float)image.Height);
        canvas.Concat(Upright.Matrix(image.Orientation, image.Bitmap.Width, image.Bitmap.Height));
        using var bitmap = SKImage.FromBitmap(image.Bitmap);
        canvas.DrawImage(bitmap, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return surface.Snapshot();
    }
}

/// <summary>Returns the matrices that apply the eight EXIF orientations.</summary>
internal static class Upright
{
    /// <summary>Returns the matrix that makes an image upright.</summary>
    /// <param name="orientation">The EXIF orientation, 1 to 8.</param>
    /// <param name="width">The width as stored.</param>
    /// <param name="height">The height as stored.</param>
    public static SKMatrix Matrix(int orientation, float width, float height) => orientation switch
    {
        2 => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        3 => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        4 => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        5 => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        6 => new(0, -1, height, 1, 0, 0, 0, 0, 1),
        7 => new(0, -1, height, -1, 0, width, 0, 0, 1),
        8 => new(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
