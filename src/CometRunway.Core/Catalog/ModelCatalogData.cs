namespace CometRunway.Catalog;

/// <summary>
/// The data of the default catalogue. CometAPI's documentation takes precedence for gen3a_turbo. For the other models Runway's API
/// reference takes precedence for ratio and duration, and CometAPI's documentation for prompt and seed.
/// </summary>
internal static class ModelCatalogData
{
    private static readonly DateOnly PageRead = new(2026, 11, 23);
    private static readonly DateOnly RunwayMay = new(2026, 5, 8);
    private static readonly DateOnly RunwayAugust = new(2026, 8, 8);

    private static readonly IReadOnlyList<string> Gen4Ratios =
        ["1280:720", "720:1280", "1104:832", "832:1104", "960:960", "1584:672"];

    private static readonly IReadOnlyList<string> VeoRatios = ["1280:720", "720:1280", "1920:1080", "1080:1920"];

    private static readonly FactSource[] PageFacts =
    [
        new("prompt at most 512 characters, read as UTF-16 units", ApiDefaults.Page, PageRead),
        new("seed 0 to 999,999,999", ApiDefaults.Page, PageRead),
    ];

    public static IReadOnlyList<VideoModel> All { get; } =
    [
        new()
        {
            Id = ApiDefaults.Model,
            Ratios = ApiDefaults.Ratios,
            DisputedRatios = ["1280:720", "720:1280"],
            Durations = ApiDefaults.BroadestDurations,
            DefaultDuration = ApiDefaults.Duration,
            PromptExpected = true,
            RetiredNote = "Runway retired this model on 2026-07-30; whether CometAPI still serves it is unknown",
            Sources =
            [
                .. PageFacts,
                new("ratios 1280:768, 768:1280, 1280:720, 720:1280; durations 5 and 10; prompt optional", ApiDefaults.Page, PageRead),
                new("ratios 1280:768 and 768:1280 only; prompt required", ApiDefaults.RunwayTable, RunwayMay),
                new("no longer listed; retired on 2026-07-30", ApiDefaults.RunwayTable, RunwayAugust),
            ],
        },
        Gen4("gen4_turbo", needsPromptAndDuration: false),
        Gen4("gen4.5", needsPromptAndDuration: true),
        Veo("veo3.1"),
        Veo("veo3.1_fast"),
    ];

    private static VideoModel Gen4(string id, bool needsPromptAndDuration) => new()
    {
        Id = id,
        Ratios = Gen4Ratios,
        Durations = [2, 3, 4, 5, 6, 7, 8, 9, 10],
        DefaultDuration = ApiDefaults.Duration,
        PromptRequired = needsPromptAndDuration,
        RatioRequired = true,
        DurationRequired = needsPromptAndDuration,
        Sources =
        [
            .. PageFacts,
            new("six ratios, ratio required; durations 2 to 10", ApiDefaults.RunwayTable, RunwayAugust),
            new(needsPromptAndDuration ? "prompt and duration required" : "prompt optional", ApiDefaults.RunwayTable, RunwayAugust),
        ],
    };

    private static VideoModel Veo(string id) => new()
    {
        Id = id,
        Ratios = VeoRatios,
        Durations = [4, 6, 8],
        DefaultDuration = 4,
        RatioRequired = true,
        TakesSeed = false,
        Sources =
        [
            .. PageFacts,
            new("four ratios, ratio required; durations 4, 6 and 8; no seed; prompt optional", ApiDefaults.RunwayTable, RunwayAugust),
        ],
    };
}
