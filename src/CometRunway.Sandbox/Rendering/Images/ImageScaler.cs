using CometRunway.Sandbox.Rendering.Camera;
using CometRunway.Sandbox.Rendering.H264;
using SkiaSharp;

namespace CometRunway.Sandbox.Rendering.Images;

/// <summary>Scales an image to fill the clip and crops it around the centre, as the service does.</summary>
internal static class ImageScaler
{
    /// <summary>Returns how much of the image is cropped at one edge, in pixels of the clip.</summary>
    public static PixelOffset CroppedMargin(DecodedImage image, int clipWidth, int clipHeight)
    {
        var scale = Scale(image, clipWidth, clipHeight);
        return new((int)((image.Width * scale) - clipWidth) / 2, (int)((image.Height * scale) - clipHeight) / 2);
    }

    /// <summary>
    /// Draws the whole coded frame: the centre crop in the window of the clip, the cropped parts of the image around it, and mirrored copies beyond
    /// them.
    /// </summary>
    public static SKBitmap ScaleToFrame(DecodedImage image, CodedFrame frame)
    {
        var scale = Scale(image, frame.ClipWidth, frame.ClipHeight);
        var placement = SKMatrix.CreateScaleTranslation(
            scale,
            scale,
            frame.CropLeft + ((frame.ClipWidth - (image.Width * scale)) / 2),
            frame.CropTop + ((frame.ClipHeight - (image.Height * scale)) / 2));
        var scaled = new SKBitmap(new SKImageInfo(frame.Width, frame.Height, SKColorType.Bgra8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        using var canvas = new SKCanvas(scaled);
        using var shader = image.ToShader(placement);
        using var paint = new SKPaint { Shader = shader };
        canvas.Clear(SKColors.White);
        canvas.DrawPaint(paint);
        return scaled;
    }

    private static float Scale(DecodedImage image, int clipWidth, int clipHeight) =>
        Math.Max((float)clipWidth / image.Width, (float)clipHeight / image.Height);
}
