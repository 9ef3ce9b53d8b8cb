namespace CometRunway.Catalog.Prices;

/// <summary>The estimated price of a task. The actual price can differ.</summary>
/// <param name="Usd">The price in US dollars; null when no price is published.</param>
/// <param name="Basis">The source of the estimate, or the known facts when there is no estimate.</param>
/// <param name="AsOf">The date of the newest source.</param>
public sealed record PriceEstimate(decimal? Usd, string Basis, DateOnly AsOf)
{
    /// <summary>Returns one line of text for people and models.</summary>
    public override string ToString() => Usd is { } usd ? $"price about {Money.Text(usd)} ({Basis})" : $"price unknown: {Basis}";
}
