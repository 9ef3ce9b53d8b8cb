using CometRunway.Catalog;

namespace CometRunway.Requests.Rules;

/// <summary>Warns when the service would remove a large part of the image. The service crops the image to the ratio around its centre.</summary>
internal static class CropRule
{
    /// <summary>A crop of more than this share of the image is a warning; a smaller one is a note.</summary>
    public const double WarningThreshold = 0.25;

    public static void Check(RuleEvaluation run)
    {
        var allowed = run.Model?.Ratios ?? ApiDefaults.Ratios;
        if (CropForecast.Of(run.Image, run.Corrected.Ratio, allowed) is { Cut: > WarningThreshold } crop)
            run.Warn("picture_cropped", "ratio", $"{crop.Sentence} cropFocus (top, bottom, left, right) keeps another part.", run.Settings.Ratio, allowed, crop.Better, ApiDefaults.RunwayInputs);
    }
}
