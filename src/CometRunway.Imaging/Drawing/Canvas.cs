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
