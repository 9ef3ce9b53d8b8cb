namespace CometRunway.Catalog;

/// <summary>Removes vendor prefixes from model ids. Gateways of this kind use names such as <c>runwayml_gen3a_turbo_10</c> in lists and bills.</summary>
internal static class VendorPrefix
{
    /// <summary>Returns the id without the vendor prefix.</summary>
    public static ReadOnlySpan<char> Without(string id)
    {
        var name = id.AsSpan().Trim();
        foreach (var vendor in (ReadOnlySpan<string>)["runwayml", "runway"])
        {
            if (name.Length > vendor.Length && name.StartsWith(vendor, StringComparison.OrdinalIgnoreCase) && name[vendor.Length] is ('_' or '-' or '/'))
                return name[(vendor.Length + 1)..];
        }

        return name;
    }
}
