namespace CometRunway.Catalog.Prices;

/// <summary>The table of known prices. When you change a price, also change its source.</summary>
internal static class KnownPrices
{
    /// <summary>The price of one Runway credit in US dollars.</summary>
    public const decimal CreditUsd = 0.01m;

    private const string RunwayPrices = "Runway's pricing guide";
    private static readonly DateOnly RunwayRead = new(2026, 9, 1);

    /// <summary>The date of the newest source in the table.</summary>
    public static DateOnly AsOf => All.Max(static price => price.Sources[^1].AsOf);

    public static IReadOnlyList<KnownPrice> All { get; } =
    [
        new()
        {
            Model = ApiDefaults.Model,
            PerTask = 0.32m * 0.8m,
            PerTaskBasis = "inferred: CometAPI's $0.32 a task of 2026-05, Runway prices cut to 80 % on 2026-09-24",
            Sources =
            [
                new("$0.32 a task", "CometAPI's blog", new DateOnly(2026, 5, 1)),
                new("Runway prices cut to 80 %", "CometAPI's announcement", new DateOnly(2026, 9, 24)),
            ],
        },
        Runway("gen4_turbo", 5, 5),
        Runway("gen4.5", 12, 12),
        Runway("veo3.1", 20, 40),
        Runway("veo3.1_fast", 10, 15),
    ];

    private static KnownPrice Runway(string model, int from, int to) => new()
    {
        Model = model,
        RunwayCredits = (from, to),
        Sources = [new(from == to ? $"{from} credits a second" : $"{from} to {to} credits a second", RunwayPrices, RunwayRead)],
    };
}
