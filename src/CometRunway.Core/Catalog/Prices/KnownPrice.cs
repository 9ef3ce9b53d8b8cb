namespace CometRunway.Catalog.Prices;

/// <summary>What has been published about one model's price, for the time when the gateway's own list cannot be had or lacks it.</summary>
internal sealed record KnownPrice
{
    public required string Model { get; init; }

    /// <summary>CometAPI's own, in US dollars a task; null when it has published none.</summary>
    public decimal? PerTask { get; init; }

    /// <summary>How <see cref="PerTask"/> came about, for people.</summary>
    public string? PerTaskBasis { get; init; }

    /// <summary>Runway's own list price in credits a second, from and to; CometAPI's differs. Zero when not known.</summary>
    public (int From, int To) RunwayCredits { get; init; }

    /// <summary>Where that comes from, the newest last.</summary>
    public required IReadOnlyList<FactSource> Sources { get; init; }
}
