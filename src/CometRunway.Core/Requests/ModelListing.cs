using CometRunway.Api;
using CometRunway.Catalog;
using CometRunway.Catalog.Prices;
using CometRunway.Errors;
using CometRunway.Requests.Rules;

namespace CometRunway.Requests;

/// <summary>The list of models with their parameters, availability and estimated prices.</summary>
internal sealed class ModelListing
{
    private const int MaxAlsoListed = 8;

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

    /// <summary>The time at which the gateway's list was read; null if it could not be read.</summary>
    public DateTimeOffset? ListReadAt { get; }

    /// <summary>False if the gateway's list could not be read or contains no model of the catalogue. The availability is then unknown.</summary>
    public bool IsAvailabilityKnown => _offer.IsKnown;

    /// <summary>The models of the catalogue in order of preference.</summary>
    public IReadOnlyList<ModelListingEntry> Rows { get; }

    /// <summary>The model of requests that do not specify one.</summary>
    public string DefaultModel { get; }

    /// <summary>The default model and the reason for the choice.</summary>
    public string DefaultNote { get; }

    /// <summary>Some of the Runway models that the gateway lists and the catalogue does not contain.</summary>
    public IReadOnlyList<string> AlsoListed =>
    [
        .. (_offered ?? [])
            .Where(m => VendorPrefix.Without(m.Id).Length < m.Id.Trim().Length)
            .Select(m => DisplayText.Text(AvailableModelSet.WithoutBillingParts(m.Id)))
            .Where(id => _catalog.Find(id) is null)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(MaxAlsoListed),
    ];

    /// <summary>
    /// Returns the entry of a model, ignoring differences in spelling. A model that is not in the catalogue is returned if the gateway lists it;
    /// otherwise null.
    /// </summary>
    public ModelListingEntry? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var id = _catalog.Find(name)?.Id ?? ModelNames.Match(name, _catalog);
        if (id is not null)
            return Rows.First(r => r.Model.Id == id);
        return _offer.Has(name.Trim()) ? Unknown(name.Trim()) : null;
    }

    /// <summary>Returns the known model with the most similar name; null if none is similar.</summary>
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
        return new(general, IsKnown: false, IsAvailable: true, Prices(general));
    }

    private LengthPrice[] Prices(VideoModel model) =>
        [.. model.Durations.Select(s => new LengthPrice(s, PriceEstimates.For(model.Id, s, _offered, _listedOn)))];
}
