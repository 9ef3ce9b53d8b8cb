using CometRunway.Catalog;
using CometRunway.Errors;
using CometRunway.Images;

namespace CometRunway.Requests;

/// <summary>Predicts how much of the image the centred crop of the service removes.</summary>
/// <param name="Cut">The removed share of the image, from 0 to 1.</param>
/// <param name="Better">The allowed ratio that removes least; null if no other ratio removes less.</param>
/// <param name="Sentence">A sentence with the numbers.</param>
internal sealed record CropForecast(double Cut, string? Better, string Sentence)
{
    private const double MinShare = 0.005;

    /// <summary>Returns the forecast; null if the size of the image is unknown or almost nothing is removed.</summary>
    public static CropForecast? Of(ImageFacts? image, string? ratioText, IReadOnlyList<string> allowed)
    {
        if (image is not { Width: > 0, Height: > 0 } || !VideoRatio.TryParse(ratioText, out var ratio))
            return null;
        var cut = ratio.CroppedShare(image.Width, image.Height);
        if (cut < MinShare)
            return null;
        var best = VideoRatio.Nearest(allowed, image.Width, image.Height);
        var least = best is null ? cut : VideoRatio.Parse(best).CroppedShare(image.Width, image.Height);
        var better = least < cut - MinShare ? best : null;
        var ends = (double)image.Width / image.Height > ratio.Aspect ? "left and right" : "top and bottom";
        var rest = better is null ? "no allowed ratio cuts less" : $"{better} cuts least: {DisplayText.Percent(least)}";
        return new(cut, better, $"{ratio} keeps the middle of the picture ({image.Width}x{image.Height}) and cuts {DisplayText.Percent(cut)} of it, half each at {ends}; {rest}.");
    }
}
