using CometRunway.Catalog;
using CometRunway.Errors;
using CometRunway.Images;

namespace CometRunway.Requests;

/// <summary>What the service's centred crop will cut.</summary>
/// <param name="Cut">The share of the image that is cut, 0 to 1.</param>
/// <param name="Better">The allowed ratio that cuts least, when that is another one; else null.</param>
/// <param name="Sentence">One sentence with numbers.</param>
internal sealed record CropForecast(double Cut, string? Better, string Sentence)
{
    private const double Visible = 0.005;

    /// <summary>Null when the image's size is not known, or nothing worth a word is cut.</summary>
    public static CropForecast? Of(ImageFacts? image, string? ratioText, IReadOnlyList<string> allowed)
    {
        if (image is not { Width: > 0, Height: > 0 } || !VideoRatio.TryParse(ratioText, out var ratio))
            return null;
        var cut = ratio.CroppedShare(image.Width, image.Height);
        if (cut < Visible)
            return null;
        var best = VideoRatio.Nearest(allowed, image.Width, image.Height);
        var least = best is null ? cut : VideoRatio.Parse(best).CroppedShare(image.Width, image.Height);
        var better = least < cut - Visible ? best : null;
        var ends = (double)image.Width / image.Height > ratio.Aspect ? "left and right" : "top and bottom";
        var rest = better is null ? "no allowed ratio cuts less" : $"{better} cuts least: {DisplayText.Percent(least)}";
        return new(cut, better, $"{ratio} keeps the middle of the picture ({image.Width}x{image.Height}) and cuts {DisplayText.Percent(cut)} of it, half each at {ends}; {rest}.");
    }
}
