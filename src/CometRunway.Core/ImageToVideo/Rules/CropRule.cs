namespace CometRunway.ImageToVideo.Rules;

/// <summary>The service crops the picture to the ratio, around its centre: worth knowing before it is paid.</summary>
internal static class CropRule
{
    private const double Much = 0.25;

    public static void Check(RuleRun run)
    {
        if (run.Draft.Picture is not { Width: > 0, Height: > 0 } picture || !VideoRatio.TryParse(run.Corrected.Ratio, out var ratio))
            return;
        var cut = ratio.CroppedShare(picture);
        if (cut <= Much)
            return;

        var allowed = run.Model?.Ratios ?? Specification.Ratios;
        var best = VideoRatio.Nearest(allowed, picture)!;
        var least = VideoRatio.Parse(best).CroppedShare(picture);
        var sides = (double)picture.Width / picture.Height > ratio.Aspect ? "left and right" : "top and bottom";
        var problem = $"Ratio {ratio} keeps the middle of the picture ({picture.Width}x{picture.Height}) and cuts {Shown.Percent(cut)} of it, at {sides}.";
        var isBetter = least < cut - 0.005;
        run.Warn("picture_cropped", "ratio", isBetter
            ? $"{problem} {best} cuts least: {Shown.Percent(least)}."
            : $"{problem} No allowed ratio cuts less: crop the picture yourself if that is too much.", run.Draft.Ratio, allowed, isBetter ? best : null, Specification.RunwayInputs);
    }
}
