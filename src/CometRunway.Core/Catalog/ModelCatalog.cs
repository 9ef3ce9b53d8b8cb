namespace CometRunway.Catalog;

/// <summary>The models this library knows, with what each takes. Others are not refused: gateways add models without notice.</summary>
public sealed class ModelCatalog
{
    /// <summary>Creates a catalogue; the order is the order of preference.</summary>
    public ModelCatalog(IReadOnlyList<VideoModel> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (models.Count == 0)
            throw new ArgumentException("A catalogue needs a model.", nameof(models));
        Models = models;
    }

    /// <summary>The models behind CometAPI's Runway route as this version of the library knows them.</summary>
    public static ModelCatalog Default { get; } = new(ModelCatalogData.All);

    /// <summary>The models, the preferred one first.</summary>
    public IReadOnlyList<VideoModel> Models { get; }

    /// <summary>The model with this id, ignoring case and surrounding white space; null when the catalogue has none.</summary>
    public VideoModel? Find(string? id)
    {
        var wanted = id?.Trim();
        return Models.FirstOrDefault(m => string.Equals(m.Id, wanted, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The models that a gateway's list names, the preferred one first; null when the list names none of them, and so says nothing.</summary>
    public IReadOnlyList<VideoModel>? OnOffer(IReadOnlyCollection<string> listed)
    {
        ArgumentNullException.ThrowIfNull(listed);
        var offer = new AvailableModelSet(listed, this);
        return offer.IsKnown ? [.. Models.Where(m => offer.Has(m.Id))] : null;
    }
}
