namespace CometRunway.ImageToVideo.Rules;

/// <summary>The service crops the picture to the ratio, around its centre: worth knowing before it is paid.</summary>
internal static class CropRule
{
    /// <summary>The share from which a cut is a warning and not a note.</summary>
    public const double Much = 0.25;

    public static void Check(RuleRun run)
    {
        var allowed = run.Model?.Ratios ?? Specification.Ratios;
        if (CropForecast.Of(run.Draft.Picture, run.Corrected.Ratio, allowed) is { Cut: > Much } crop)
            run.Warn("picture_cropped", "ratio", $"{crop.Sentence} cropFocus (top, bottom, left, right) keeps another part.", run.Draft.Ratio, allowed, crop.Better, Specification.RunwayInputs);
    }
}
