namespace CometRunway.Options;

/// <summary>The gateway's root from what people have in <c>COMETAPI_BASE_URL</c> for other SDKs.</summary>
internal static class GatewayAddress
{
    private static readonly string[] Endings = ["/v1", "/runwayml"];

    /// <summary>Without the <c>/v1</c>, <c>/runwayml</c> or <c>/runwayml/v1</c> that other SDKs want at the end; other paths are kept.</summary>
    public static Uri Normalise(Uri address)
    {
        // What cannot be a gateway stays as it is, for the validator to name.
        if (Problem(address) is not null)
            return address;
        var path = address.AbsolutePath.TrimEnd('/');
        foreach (var ending in Endings)
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                path = path[..^ending.Length].TrimEnd('/');
        }

        return new Uri(address.GetLeftPart(UriPartial.Authority) + path + "/");
    }

    /// <summary>What is wrong with the address, in words that do not repeat it (it may hold a password); null when nothing is.</summary>
    public static string? Problem(Uri? address) => address switch
    {
        null or { IsAbsoluteUri: false } => "must be an absolute address such as " + CometRunwayOptions.DefaultBaseAddress,
        { UserInfo.Length: > 0 } => "must not hold a user name or password",
        { Query.Length: > 0 } or { Fragment.Length: > 0 } => "must not hold a query or a fragment",
        _ when address.Scheme == Uri.UriSchemeHttps => null,
        _ when address.Scheme == Uri.UriSchemeHttp => address.IsLoopback ? null : "must use https: plain http is allowed on this machine's own address only, because the API key travels with every call",
        _ => "must use https",
    };
}
