using CometRunway.Catalog;

namespace CometRunway.Requests.Rules;

/// <summary>The service crops the image to the ratio, around its centre: worth knowing before it is paid.</summary>
internal static class CropRule
{
    /// <summary>The share from which a cut is a warning and not a note.</summary>
    public const double Much = 0.25;

    public static void Check(RuleEvaluation run)
    {
        var allowed = run.Model?.Ratios ?? ApiDefaults.Ratios;
        if (CropForecast.Of(run.Image, run.Corrected.Ratio, allowed) is { Cut: > Much } crop)
            run.Warn("picture_cropped", "ratio", $"{crop.Sentence} cropFocus (top, bottom, left, right) keeps another part.", run.Settings.Ratio, allowed, crop.Better, ApiDefaults.RunwayInputs);
    }
}
