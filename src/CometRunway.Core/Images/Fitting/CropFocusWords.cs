namespace CometRunway.Images.Fitting;

/// <summary>How a focus is written.</summary>
internal static class CropFocusWords
{
    public static IReadOnlyList<string> Allowed { get; } = ["top", "bottom", "left", "right", "center"];

    /// <summary>Reads one of the allowed words, in any case, or a plain synonym; white space around it does not matter.</summary>
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
