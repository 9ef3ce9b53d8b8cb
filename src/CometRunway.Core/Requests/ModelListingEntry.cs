using CometRunway.Catalog;
using CometRunway.Catalog.Prices;

namespace CometRunway.Requests;

/// <summary>A model with its availability and prices at the gateway.</summary>
/// <param name="Model">The parameters that the model supports.</param>
/// <param name="IsKnown">True if the gateway's list contains the model; null if unknown.</param>
/// <param name="IsAvailable">Whether the gateway's list contains the model; null when unknown.</param>
/// <param name="Prices">The estimated price of each supported duration, in the same order.</param>
internal sealed record ModelListingEntry(VideoModel Model, bool IsKnown, bool? IsAvailable, IReadOnlyList<LengthPrice> Prices)
{
    /// <summary>The price of the default duration.</summary>
    public PriceEstimate DefaultPrice => Prices.First(p => p.Seconds == Model.DefaultDuration).Price;
}

/// <summary>The estimated price of a video of one duration.</summary>
/// <param name="Seconds">The duration in seconds.</param>
/// <param name="Price">The estimated price.</param>
internal sealed record LengthPrice(int Seconds, PriceEstimate Price);
