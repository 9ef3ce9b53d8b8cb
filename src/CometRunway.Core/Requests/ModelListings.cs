using CometRunway.Catalog;
using CometRunway.Options;
using Microsoft.Extensions.Options;

namespace CometRunway.Requests;

/// <summary>Makes the table of models from the catalogue and the gateway's public list.</summary>
public sealed class ModelListings(ModelAvailability offer, IOptions<CometRunwayOptions> options)
{
    /// <summary>The table of now. Needs no key; without an answer of the gateway it says less, and does not fail.</summary>
    public async Task<ModelListing> ReadAsync(CancellationToken cancellationToken = default)
    {
        var offered = await offer.ModelsAsync(cancellationToken).ConfigureAwait(false);
        return new ModelListing(ModelCatalog.Default, offered, offer.ReadAt, options.Value.DefaultModel);
    }
}
