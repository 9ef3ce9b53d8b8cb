using System.Globalization;
using CometRunway.Catalog;
using CometRunway.Errors;
using CometRunway.Images.Fitting;

namespace CometRunway.Requests.Rules;

/// <summary>Checks the type, the aspect ratio and the size of the image. The image is not corrected, because only a person can do this.</summary>
internal static class ImageRule
{
    private const string Field = "image";

    private static readonly IReadOnlyList<string> Types = ["image/jpeg", "image/png", "image/webp"];

    public static void Check(RuleEvaluation run)
    {
        if (run.Image is not { } image)
            return;
        if (!Types.Contains(image.MediaType))
            run.Error("picture_type", Field, $"The picture is {DisplayText.Text(image.MediaType)}; the service takes JPEG, PNG and WebP. Convert it to one of these.", image.MediaType, Types, null, ApiDefaults.RunwayInputs);
        if (image is not { Width: > 0, Height: > 0 })
            return;
        var size = string.Create(CultureInfo.InvariantCulture, $"{image.Width}x{image.Height}");
        if (Math.Max(image.Width, image.Height) > ImageLimits.MaxSide)
            run.Error("picture_too_many_pixels", Field, $"The picture is {size} pixels; no side may be longer than {ImageLimits.MaxSide}. Scale it down.", size, [$"at most {ImageLimits.MaxSide} pixels a side"], null, "refusals observed by users of Runway's API");
        CheckShape(run, image.Width, image.Height, size);
    }

    /// <summary>All sources give 0.5 as the minimum. They differ on the maximum (2.0 to 2.358), so a value in that range is a warning.</summary>
    private static void CheckShape(RuleEvaluation run, long width, long height, string size)
    {
        var isTooTall = width * 2 < height;
        var isTooWide = width * 1000 > height * 2358;
        var isWide = width > height * 2;
        if (!isTooTall && !isWide)
            return;

        var shape = ((double)width / height).ToString("0.000", CultureInfo.InvariantCulture);
        var text = $"The picture is {size} pixels, width / height {shape}; ";
        // Runway's guide gives the limits for its gen models; the limits of other models are unknown.
        if ((!isTooTall && !isTooWide) || run.Model?.Id.StartsWith("gen", StringComparison.Ordinal) is not true)
            run.Warn("picture_shape", Field, $"{text}Runway's guide takes 0.5 to 2.0, other sources up to 2.358, so it may be refused. To be safe crop it, or give a cropFocus: it is then cropped to the ratio before it is sent.", size, ["0.5 to 2.0"], null, ApiDefaults.RunwayInputs);
        else
            run.Error("picture_shape", Field, $"{text}the service takes 0.5 to 2.0 (some sources say up to 2.358). Crop the {(isTooTall ? "height" : "width")} first, or give a cropFocus: it is then cropped to the ratio before it is sent.", size, ["0.5 to 2.0"], null, ApiDefaults.RunwayInputs);
    }
}
