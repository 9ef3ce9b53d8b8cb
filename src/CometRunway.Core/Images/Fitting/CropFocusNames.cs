namespace CometRunway.Images.Fitting;

/// <summary>Converts <see cref="CropFocus"/> values to and from text.</summary>
internal static class CropFocusNames
{
    public static IReadOnlyList<string> Allowed { get; } = ["top", "bottom", "left", "right", "center"];

    /// <summary>Parses an allowed name or a common synonym, ignoring case and surrounding white space.</summary>
    public static bool TryParse(string? text, out CropFocus focus)
    {
        (var isKnown, focus) = text?.Trim().ToLowerInvariant() switch
        {
            "center" or "centre" or "middle" => (true, CropFocus.Center),
            "top" or "upper" => (true, CropFocus.Top),
            "bottom" or "lower" => (true, CropFocus.Bottom),
            "left" => (true, CropFocus.Left),
            "right" => (true, CropFocus.Right),
            _ => (false, CropFocus.Center),
        };
        return isKnown;
    }

    public static string Of(CropFocus focus) => focus switch
    {
        CropFocus.Top => "top",
        CropFocus.Bottom => "bottom",
        CropFocus.Left => "left",
        CropFocus.Right => "right",
        _ => "center",
    };
}
