namespace CometRunway.Catalog;

/// <summary>Gateways of this family list and bill under names such as <c>runwayml_gen3a_turbo_10</c>.</summary>
internal static class VendorPrefix
{
    /// <summary>The id without the vendor's name in front.</summary>
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
