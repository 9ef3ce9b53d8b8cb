namespace CometRunway.Catalog;

/// <summary>The models that this library knows and the parameters they support. Other models are allowed, because gateways add models without notice.</summary>
public sealed class ModelCatalog
{
    /// <summary>Creates a catalogue from models in order of preference.</summary>
    public ModelCatalog(IReadOnlyList<VideoModel> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        if (models.Count == 0)
            throw new ArgumentException("A catalogue must contain at least one model.", nameof(models));
        Models = models;
    }

    /// <summary>The models of CometAPI's Runway endpoint that this version of the library knows.</summary>
    public static ModelCatalog Default { get; } = new(ModelCatalogData.All);

    /// <summary>The models in order of preference.</summary>
    public IReadOnlyList<VideoModel> Models { get; }

    /// <summary>Returns the model with this id, ignoring case and surrounding white space; null when the catalogue does not contain it.</summary>
    public VideoModel? Find(string? id)
    {
        var wanted = id?.Trim();
        return Models.FirstOrDefault(m => string.Equals(m.Id, wanted, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Returns the models that a gateway's list contains, in order of preference; null when the list contains none of them, because availability is then unknown.</summary>
    public IReadOnlyList<VideoModel>? FindAvailable(IReadOnlyCollection<string> listed)
    {
        ArgumentNullException.ThrowIfNull(listed);
        var available = new AvailableModelSet(listed, this);
        return available.IsKnown ? [.. Models.Where(m => available.Has(m.Id))] : null;
    }
}
