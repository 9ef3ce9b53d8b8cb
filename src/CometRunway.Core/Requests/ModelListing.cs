using CometRunway.Api;
using CometRunway.Catalog;
using CometRunway.Catalog.Prices;
using CometRunway.Errors;
using CometRunway.Requests.Rules;

namespace CometRunway.Requests;

/// <summary>The models as they stand now: what the catalogue knows, what the gateway's list says, what each length costs.</summary>
public sealed class ModelListing
{
    private const int MostOthers = 8;

    private readonly ModelCatalog _catalog;
    private readonly IReadOnlyList<AvailableModel>? _offered;
    private readonly AvailableModelSet _offer;
    private readonly DateOnly _listedOn;

    internal ModelListing(ModelCatalog catalog, IReadOnlyList<AvailableModel>? offered, DateTimeOffset readAt, string? configuredModel)
    {
        var ids = offered?.Select(m => m.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _catalog = catalog;
        _offered = offered;
        _offer = new AvailableModelSet(ids, catalog);
        _listedOn = DateOnly.FromDateTime(readAt.UtcDateTime);
        ListReadAt = offered is null ? null : readAt;
        var chosen = RequestDefaults.Resolve(new VideoSettings(), image: null, configuredModel, ids, catalog);
        DefaultModel = chosen.Settings.Model!;
        DefaultNote = chosen.Notes[0];
        Rows = [.. catalog.Models.Select(Known)];
    }

    /// <summary>When the gateway's list was read; null when it could not be had.</summary>
    public DateTimeOffset? ListReadAt { get; }

    /// <summary>False when the list could not be had, or names none of the catalogue's models: then what is on offer is unknown.</summary>
    public bool IsOfferKnown => _offer.IsKnown;

    /// <summary>The catalogue's models, the preferred one first.</summary>
    public IReadOnlyList<ModelListingEntry> Rows { get; }

    /// <summary>The model of a request that names none.</summary>
    public string DefaultModel { get; }

    /// <summary>The same, with the reason.</summary>
    public string DefaultNote { get; }

    /// <summary>What the gateway lists under Runway's name and the catalogue does not know; a few.</summary>
    public IReadOnlyList<string> AlsoListed =>
    [
        .. (_offered ?? [])
            .Where(m => VendorPrefix.Without(m.Id).Length < m.Id.Trim().Length)
            .Select(m => DisplayText.Text(AvailableModelSet.WithoutBillingParts(m.Id)))
            .Where(id => _catalog.Find(id) is null)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(MostOthers),
    ];

    /// <summary>The row of a model, also under another spelling; one outside the catalogue if the gateway lists it; else null.</summary>
    public ModelListingEntry? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var id = _catalog.Find(name)?.Id ?? ModelNames.Meant(name, _catalog);
        if (id is not null)
            return Rows.First(r => r.Model.Id == id);
        return _offer.Has(name.Trim()) ? Unknown(name.Trim()) : null;
    }

    /// <summary>The known model that a name is nearest to; null when none is near.</summary>
    public string? Nearest(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ModelNames.Nearest(name, [.. _catalog.Models.Select(m => m.Id)]);
    }

    private ModelListingEntry Known(VideoModel model) =>
        new(model, IsKnown: true, _offer.IsKnown ? _offer.Has(model.Id) : null, Prices(model));

    private ModelListingEntry Unknown(string id)
    {
        var general = new VideoModel
        {
            Id = id,
            Ratios = ApiDefaults.Ratios,
            Durations = ApiDefaults.BroadestDurations,
            DefaultDuration = ApiDefaults.Duration,
            Sources = [],
        };
        return new(general, IsKnown: false, OnOffer: true, Prices(general));
    }

    private LengthPrice[] Prices(VideoModel model) =>
        [.. model.Durations.Select(s => new LengthPrice(s, PriceEstimates.For(model.Id, s, _offered, _listedOn)))];
}
