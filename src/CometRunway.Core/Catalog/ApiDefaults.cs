namespace CometRunway.Catalog;

/// <summary>The values that CometAPI's documentation of this endpoint gives for all models.</summary>
internal static class ApiDefaults
{
    public const string Model = "gen3a_turbo";
    public const string Ratio = "1280:768";
    public const int Duration = 5;
    public const int PromptLimit = 512;
    public const long MaxSeed = 999_999_999;

    public const string Page = "CometAPI's page for image_to_video";
    public const string RunwayTable = "Runway's API reference";
    public const string RunwayInputs = "Runway's guide to input pictures";

    /// <summary>The first API version in which ratios are frame sizes. Older versions use 16:9 and 9:16.</summary>
    public static readonly DateOnly FrameSizesSince = new(2024, 11, 6);

    public static readonly IReadOnlyList<string> Ratios = ["1280:768", "768:1280", "1280:720", "720:1280"];
    public static readonly IReadOnlyList<string> OlderRatios = ["16:9", "9:16"];
    public static readonly IReadOnlyList<int> BroadestDurations = [5, 10];

    public static bool TakesAspectForms(string apiVersion) =>
        DateOnly.TryParseExact(apiVersion?.Trim(), "yyyy-MM-dd", out var version) && version < FrameSizesSince;
}
