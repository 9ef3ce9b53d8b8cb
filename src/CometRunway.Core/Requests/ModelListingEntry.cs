using CometRunway.Catalog;
using CometRunway.Catalog.Prices;

namespace CometRunway.Requests;

/// <summary>One model with what the gateway says of it now.</summary>
/// <param name="Model">What it takes.</param>
/// <param name="IsKnown">False for a model outside the catalogue: its values are the specification's general ones.</param>
/// <param name="OnOffer">Whether the gateway's list has it; null when the list does not tell.</param>
/// <param name="Prices">What each of its lengths would probably cost, in their order.</param>
public sealed record ModelListingEntry(VideoModel Model, bool IsKnown, bool? OnOffer, IReadOnlyList<LengthPrice> Prices)
{
    /// <summary>The price of the length that is used when a request names none.</summary>
    public PriceEstimate DefaultPrice => Prices.First(p => p.Seconds == Model.DefaultDuration).Price;
}

/// <summary>What a video of one length would probably cost.</summary>
/// <param name="Seconds">The length.</param>
/// <param name="Price">The estimate.</param>
public sealed record LengthPrice(int Seconds, PriceEstimate Price);
