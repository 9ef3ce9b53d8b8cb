using CometRunway.Sandbox.Rendering.Camera;
using CometRunway.Sandbox.Rendering.H264;
using SkiaSharp;

namespace CometRunway.Sandbox.Rendering.Pictures;

/// <summary>Scales a picture until it fills the clip, as the service does, and cuts evenly at both ends.</summary>
internal static class PictureFitter
{
    /// <summary>What of the picture lies beyond one edge of the clip, in pixels of the clip.</summary>
    public static Travel Hidden(OpenPicture picture, int clipWidth, int clipHeight)
    {
        var scale = Scale(picture, clipWidth, clipHeight);
        return new((int)((picture.Width * scale) - clipWidth) / 2, (int)((picture.Height * scale) - clipHeight) / 2);
    }

    /// <summary>Draws the whole coded frame: the centre crop in the clip's window, and around it what the crop hides, then mirror images.</summary>
    public static SKBitmap Fit(OpenPicture picture, CodedFrame frame)
    {
        var scale = Scale(picture, frame.ClipWidth, frame.ClipHeight);
        var placement = SKMatrix.CreateScaleTranslation(
            scale,
            scale,
            frame.CropLeft + ((frame.ClipWidth - (picture.Width * scale)) / 2),
            frame.CropTop + ((frame.ClipHeight - (picture.Height * scale)) / 2));
        var fitted = new SKBitmap(new SKImageInfo(frame.Width, frame.Height, SKColorType.Bgra8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb()));
        using var canvas = new SKCanvas(fitted);
        using var shader = picture.ToShader(placement);
        using var paint = new SKPaint { Shader = shader };
        canvas.Clear(SKColors.White);
        canvas.DrawPaint(paint);
        return fitted;
    }

    private static float Scale(OpenPicture picture, int clipWidth, int clipHeight) =>
        Math.Max((float)clipWidth / picture.Width, (float)clipHeight / picture.Height);
}
