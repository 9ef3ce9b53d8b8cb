namespace CometRunway.Catalog.Prices;

/// <summary>What a task will probably cost: an estimate, never a promise.</summary>
/// <param name="Usd">US dollars; null when nobody publishes a price.</param>
/// <param name="Basis">What the figure rests on, or what is known instead of one.</param>
/// <param name="AsOf">The day of the newest source.</param>
public sealed record PriceEstimate(decimal? Usd, string Basis, DateOnly AsOf)
{
    /// <summary>One line for people and models.</summary>
    public override string ToString() => Usd is { } usd ? $"price about {Money.Text(usd)} ({Basis})" : $"price unknown: {Basis}";
}
