namespace CometRunway.Catalog;

/// <summary>What the gateway's public list says about the models of a catalogue.</summary>
internal sealed class AvailableModelSet
{
    private readonly HashSet<string>? _ids;

    public AvailableModelSet(IReadOnlyCollection<string>? listed, ModelCatalog catalog)
    {
        if (listed is null)
            return;
        var ids = new HashSet<string>(listed, StringComparer.OrdinalIgnoreCase);
        ids.UnionWith(listed.Select(WithoutBillingParts));
        // A list that names none of our models speaks of other things, or writes their names in a way unknown to us: it proves nothing.
        if (catalog.Models.Any(m => ids.Contains(m.Id)))
            _ids = ids;
    }

    /// <summary>False when the list was not read, or says nothing about this route's models.</summary>
    public bool IsKnown => _ids is not null;

    public bool Has(string id) => _ids?.Contains(id) ?? false;

    /// <summary>True when the list is known and lacks the model.</summary>
    public bool Lacks(string id) => IsKnown && !Has(id);

    public IReadOnlyList<string> Of(ModelCatalog catalog) => [.. catalog.Models.Select(m => m.Id).Where(Has)];

    /// <summary>Without the vendor's name in front and the seconds behind.</summary>
    public static string WithoutBillingParts(string id)
    {
        var name = VendorPrefix.Without(id);
        var last = name.LastIndexOf('_');
        return (last > 0 && last < name.Length - 1 && name[(last + 1)..].IndexOfAnyExceptInRange('0', '9') < 0 ? name[..last] : name).ToString();
    }
}
