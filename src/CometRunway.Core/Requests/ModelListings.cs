using CometRunway.Catalog;
using CometRunway.Options;
using Microsoft.Extensions.Options;

namespace CometRunway.Requests;

/// <summary>Creates the list of models from the catalogue and the gateway's public list.</summary>
internal sealed class ModelListings(ModelAvailability offer, IOptions<CometRunwayOptions> options)
{
    /// <summary>
    /// Reads the list of models. No API key is required. If the gateway does not respond, the availability is unknown; the method does not fail.
    /// </summary>
    public async Task<ModelListing> ReadAsync(CancellationToken cancellationToken = default)
    {
        var offered = await offer.ModelsAsync(cancellationToken).ConfigureAwait(false);
        return new ModelListing(ModelCatalog.Default, offered, offer.ReadAt, options.Value.DefaultModel);
    }
}
