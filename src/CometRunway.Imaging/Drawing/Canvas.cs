using CometRunway.Imaging.Decoding;
using SkiaSharp;

namespace CometRunway.Imaging.Drawing;

/// <summary>Draws the part of an opened picture that a layout names.</summary>
internal static class Canvas
{
    public static SKImage Draw(DecodedPicture picture, Layout layout, bool onWhite)
    {
        var info = new SKImageInfo(layout.Width, layout.Height, SKImageInfo.PlatformColorType, onWhite ? SKAlphaType.Opaque : SKAlphaType.Premul, SKColorSpace.CreateSrgb());
        using var surface = SKSurface.Create(info) ?? throw new InvalidOperationException("There is no memory for the picture.");
        var canvas = surface.Canvas;
        canvas.Clear(onWhite ? SKColors.White : SKColors.Transparent);
        var (x, y) = (layout.Width / (float)layout.Window.Width, layout.Height / (float)layout.Window.Height);
        canvas.Scale(x, y);
        canvas.Translate((float)-layout.Window.X, (float)-layout.Window.Y);
        // The window counts in pixels of the picture in its full size, which may have been opened smaller.
        canvas.Scale(picture.FullWidth / (float)picture.Width, picture.FullHeight / (float)picture.Height);
        canvas.Concat(Upright.Matrix(picture.Orientation, picture.Bitmap.Width, picture.Bitmap.Height));
        using var image = SKImage.FromBitmap(picture.Bitmap);
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return surface.Snapshot();
    }
}
