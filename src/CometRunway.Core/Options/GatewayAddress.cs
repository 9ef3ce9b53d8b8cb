namespace CometRunway.Options;

/// <summary>Normalises the address of the gateway. <c>COMETAPI_BASE_URL</c> may have been set for another SDK.</summary>
internal static class GatewayAddress
{
    private static readonly string[] Suffixes = ["/v1", "/runwayml"];

    /// <summary>Removes the <c>/v1</c>, <c>/runwayml</c> or <c>/runwayml/v1</c> that other SDKs require at the end; other paths are kept.</summary>
    public static Uri Normalize(Uri address) =>
        // An invalid address is kept unchanged, so that the validator reports it.
        Problem(address) is null ? new Uri(address.GetLeftPart(UriPartial.Authority) + RootPath(address) + "/") : address;

    /// <summary>
    /// Returns the base path of the gateway without a trailing slash: empty, or the path of a proxy. Each known suffix is removed, including
    /// repeated ones, so that all spellings of an address give the same path. The ledger's task scopes depend on it.
    /// </summary>
    public static string RootPath(Uri address)
    {
        var path = address.AbsolutePath.TrimEnd('/');
        while (Suffixes.FirstOrDefault(suffix => path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) is { } suffix)
            path = path[..^suffix.Length].TrimEnd('/');
        return path;
    }

    /// <summary>Returns a problem with the address, or null. The text never contains the address, which may hold a password.</summary>
    public static string? Problem(Uri? address) => address switch
    {
        null or { IsAbsoluteUri: false } => "must be an absolute address such as " + CometRunwayOptions.DefaultBaseAddress,
        { UserInfo.Length: > 0 } => "must not hold a user name or password",
        { Query.Length: > 0 } or { Fragment.Length: > 0 } => "must not hold a query or a fragment",
        _ when address.Scheme == Uri.UriSchemeHttps => null,
        _ when address.Scheme == Uri.UriSchemeHttp => address.IsLoopback ? null : "must use https: http is allowed for loopback addresses only, because every request carries the API key",
        _ => "must use https",
    };
}
