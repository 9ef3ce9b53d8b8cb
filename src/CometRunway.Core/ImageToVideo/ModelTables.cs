using CometRunway.Configuration;
using Microsoft.Extensions.Options;

namespace CometRunway.ImageToVideo;

/// <summary>Makes the table of models from the catalogue and the gateway's public list.</summary>
public sealed class ModelTables(ModelsOnOffer offer, IOptions<CometRunwayOptions> options)
{
    /// <summary>The table of now. Needs no key; without an answer of the gateway it says less, and does not fail.</summary>
    public async Task<ModelTable> ReadAsync(CancellationToken cancellationToken = default)
    {
        var offered = await offer.ModelsAsync(cancellationToken).ConfigureAwait(false);
        return new ModelTable(VideoModelCatalog.Default, offered, offer.ReadAt, options.Value.Model);
    }
}
