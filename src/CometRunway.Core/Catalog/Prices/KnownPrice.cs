namespace CometRunway.Catalog.Prices;

/// <summary>The published price of a model, used when the gateway's list cannot be read or does not contain the model.</summary>
internal sealed record KnownPrice
{
    public required string Model { get; init; }

    /// <summary>CometAPI's price per task in US dollars; null when none is published.</summary>
    public decimal? PerTask { get; init; }

    /// <summary>The source of <see cref="PerTask"/>, as text for messages.</summary>
    public string? PerTaskBasis { get; init; }

    /// <summary>The range of Runway's list price in credits per second, which differs from CometAPI's price. Zero when unknown.</summary>
    public (int From, int To) RunwayCredits { get; init; }

    /// <summary>The sources of the prices, the newest last.</summary>
    public required IReadOnlyList<FactSource> Sources { get; init; }
}
