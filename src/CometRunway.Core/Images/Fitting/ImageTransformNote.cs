using System.Globalization;
using CometRunway.Catalog;
using CometRunway.Errors;
using CometRunway.Images.Headers;
using CometRunway.Images.Metadata;

namespace CometRunway.Images.Fitting;

/// <summary>Creates the notes that describe how an image was changed.</summary>
internal static class ImageTransformNote
{
    public static string Of(ImageOriginal given, ImageOriginal working, ImageTransformPlan plan, CropFocus focus, ImageTransformResult outcome)
    {
        var result = outcome.Facts!;
        IEnumerable<string?> changes =
        [
            Conversion(given.Header, result.MediaType),
            plan.Repair ? "the missing end of the file made up (no pixel was missing)" : null,
            plan.Restructure ? "encoded anew, because the file is damaged or has an unusual structure or colour profile" : null,
            plan.Rotate ? "turned upright" : null,
            plan.Shape is { } shape ? Crop(working.Facts, shape, focus) : null,
            Scaling(working.Facts, plan.Shape, focus, result),
            outcome.TransparencyLost ? "transparent parts made white" : null,
            given.Header.HasLocation || working.Header.HasLocation ? "location data left out" : null,
        ];
        var text = string.Join(", ", changes.OfType<string>());
        return $"image: {(text.Length > 0 ? text : "encoded anew to be small enough")}; sent as {Kind(result.MediaType)} of {Size(result.Length)}. The original is unchanged.";
    }

    /// <summary>Returns the note for an image whose pixels were not decoded.</summary>
    public static string Rebuilt(LeftOut leftOut, bool hasLocation)
    {
        var metadata = leftOut.HasFlag(LeftOut.Metadata) ? hasLocation ? "metadata with location data" : "metadata" : null;
        var rest = leftOut.HasFlag(LeftOut.DataAfterEnd) ? "data behind the end of the image" : null;
        var text = string.Join(" and ", new[] { metadata, rest }.OfType<string>());
        return $"image: {(text.Length > 0 ? text : "unused bytes")} left out, pixels unchanged. The original is unchanged.";
    }

    /// <summary>Returns the note for a focus that has no effect; null when it has an effect.</summary>
    public static string? UnusedFocus(CropFocus focus, VideoRatio? ratio, ImageFacts image)
    {
        if (focus == CropFocus.Center || ratio is not { } shape)
            return null;
        var cutsSides = (double)image.Width / image.Height > shape.Aspect;
        var isSideways = focus is CropFocus.Left or CropFocus.Right;
        return shape.CroppedShare(image.Width, image.Height) < 0.001 ? $"cropFocus {CropFocusNames.Of(focus)} makes no difference: {shape} cuts nothing of this picture."
            : cutsSides == isSideways ? null
            : $"cropFocus {CropFocusNames.Of(focus)} makes no difference: {shape} cuts this picture at {(cutsSides ? "left and right" : "top and bottom")}, and its middle stays.";
    }

    private static string? Conversion(HeaderFacts given, string result)
    {
        var frame = given.IsAnimated ? "the first frame of the animation taken" : null;
        var kind = given.MediaType == result ? null : $"converted from {Kind(given.MediaType)}";
        var page = given.Pages > 1 ? string.Create(CultureInfo.InvariantCulture, $"the first of {given.Pages} pages taken") : null;
        return new[] { kind, frame, page }.OfType<string>().ToArray() is { Length: > 0 } all ? string.Join(", ", all) : null;
    }

    private static string Crop(ImageFacts image, VideoRatio shape, CropFocus focus)
    {
        var window = CropWindow.For(image.Width, image.Height, shape, focus);
        var ends = window.Width < image.Width - 0.5
            ? Ends("left", window.X / image.Width, "right", 1 - (window.X + window.Width) / image.Width)
            : Ends("top", window.Y / image.Height, "bottom", 1 - (window.Y + window.Height) / image.Height);
        return $"cropped to {shape} ({ends} cut off)";
    }

    private static string Ends(string first, double firstCut, string last, double lastCut) =>
        string.Join(" and ", new[] { (Where: first, Cut: firstCut), (Where: last, Cut: lastCut) }.Where(e => e.Cut > 0.0005).Select(e => $"{DisplayText.Percent(e.Cut)} at the {e.Where}"));

    private static string? Scaling(ImageFacts image, VideoRatio? shape, CropFocus focus, ImageFacts result)
    {
        var (width, height) = (image.Width, image.Height);
        if (shape is { } cropped)
        {
            var window = CropWindow.For(width, height, cropped, focus);
            (width, height) = ((int)Math.Round(window.Width), (int)Math.Round(window.Height));
        }

        // A difference of a few pixels results from the exact aspect ratio and is not reported as scaling.
        return result.Width < width * 0.9
            ? string.Create(CultureInfo.InvariantCulture, $"scaled from {width}x{height} to {result.Width}x{result.Height}")
            : null;
    }

    private static string Size(long bytes) => bytes < 100_000 ? $"{(bytes + 999) / 1000} KB" : DisplayText.Megabytes(bytes);

    public static string Kind(string mediaType) => mediaType switch
    {
        "image/svg+xml" => "SVG",
        "image/webp" => "WebP",
        _ => mediaType["image/".Length..].ToUpperInvariant(),
    };
}
