using System.Globalization;
using CometRunway.Catalog;
using CometRunway.Images.Fitting;

namespace CometRunway.Requests.Rules;

/// <summary>Warns when the image has far fewer pixels than the frame of the video, so that the video looks blurred.</summary>
internal static class ResolutionRule
{
    /// <summary>An image that is enlarged more than this is reported.</summary>
    private const double MaxEnlargement = 2;

    public static void Check(RuleEvaluation run)
    {
        if (run.Image is not { Width: > 0, Height: > 0 } image || !VideoRatio.TryParse(run.Corrected.Ratio, out var frame) || frame.IsAspectOnly)
            return;
        var factor = frame.Width / CropWindow.For(image.Width, image.Height, frame).Width;
        if (factor <= MaxEnlargement)
            return;
        var (width, height) = ((int)Math.Ceiling(frame.Width / MaxEnlargement), (int)Math.Ceiling(frame.Height / MaxEnlargement));
        var size = string.Create(CultureInfo.InvariantCulture, $"{image.Width}x{image.Height}");
        var needed = string.Create(CultureInfo.InvariantCulture, $"at least {width}x{height} pixels");
        run.Warn("picture_small", "image", string.Create(CultureInfo.InvariantCulture, $"The picture is {size} pixels, which are enlarged {factor:0.0} times for {frame}: the video will probably look blurred. Use a larger picture if there is one, {needed}; better {frame.Width}x{frame.Height}."), size, [needed]);
    }
}
