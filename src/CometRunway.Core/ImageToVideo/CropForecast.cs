using CometRunway.Pictures;

namespace CometRunway.ImageToVideo;

/// <summary>What the service's centred crop will cut.</summary>
/// <param name="Cut">The share of the picture that is cut, 0 to 1.</param>
/// <param name="Better">The allowed ratio that cuts least, when that is another one; else null.</param>
/// <param name="Sentence">One sentence with numbers.</param>
internal sealed record CropForecast(double Cut, string? Better, string Sentence)
{
    private const double Visible = 0.005;

    /// <summary>Null when the picture's size is not known, or nothing worth a word is cut.</summary>
    public static CropForecast? Of(PictureFacts? picture, string? ratioText, IReadOnlyList<string> allowed)
    {
        if (picture is not { Width: > 0, Height: > 0 } || !VideoRatio.TryParse(ratioText, out var ratio))
            return null;
        var cut = ratio.CroppedShare(picture);
        if (cut < Visible)
            return null;
        var best = VideoRatio.Nearest(allowed, picture);
        var least = best is null ? cut : VideoRatio.Parse(best).CroppedShare(picture);
        var better = least < cut - Visible ? best : null;
        var ends = (double)picture.Width / picture.Height > ratio.Aspect ? "left and right" : "top and bottom";
        var rest = better is null ? "no allowed ratio cuts less" : $"{better} cuts least: {Shown.Percent(least)}";
        return new(cut, better, $"{ratio} keeps the middle of the picture ({picture.Width}x{picture.Height}) and cuts {Shown.Percent(cut)} of it, half each at {ends}; {rest}.");
    }
}
