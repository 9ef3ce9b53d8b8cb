namespace CometRunway.Catalog;

/// <summary>The models of a catalogue that the gateway's public list contains.</summary>
internal sealed class AvailableModelSet
{
    private readonly HashSet<string>? _ids;

    public AvailableModelSet(IReadOnlyCollection<string>? listed, ModelCatalog catalog)
    {
        if (listed is null)
            return;
        var ids = new HashSet<string>(listed, StringComparer.OrdinalIgnoreCase);
        ids.UnionWith(listed.Select(WithoutBillingParts));
        // A list without any known model covers other endpoints or uses unknown names, so it says nothing about availability.
        if (catalog.Models.Any(m => ids.Contains(m.Id)))
            _ids = ids;
    }

    /// <summary>False when the list was not read or contains none of the catalogue's models.</summary>
    public bool IsKnown => _ids is not null;

    public bool Has(string id) => _ids?.Contains(id) ?? false;

    /// <summary>Returns true when the list is known and does not contain the model.</summary>
    public bool Lacks(string id) => IsKnown && !Has(id);

    public IReadOnlyList<string> Of(ModelCatalog catalog) => [.. catalog.Models.Select(m => m.Id).Where(Has)];

    /// <summary>Removes the vendor prefix and the suffix with the seconds.</summary>
    public static string WithoutBillingParts(string id)
    {
        var name = VendorPrefix.Without(id);
        var last = name.LastIndexOf('_');
        return (last > 0 && last < name.Length - 1 && name[(last + 1)..].IndexOfAnyExceptInRange('0', '9') < 0 ? name[..last] : name).ToString();
    }
}
