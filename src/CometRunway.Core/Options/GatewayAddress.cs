namespace CometRunway.Options;

/// <summary>The gateway's root from what people have in <c>COMETAPI_BASE_URL</c> for other SDKs.</summary>
internal static class GatewayAddress
{
    private static readonly string[] Endings = ["/v1", "/runwayml"];

    /// <summary>Without the <c>/v1</c>, <c>/runwayml</c> or <c>/runwayml/v1</c> that other SDKs want at the end; other paths are kept.</summary>
    public static Uri Normalize(Uri address) =>
        // An address that cannot be a gateway stays as it is, for the validator to name.
        Problem(address) is null ? new Uri(address.GetLeftPart(UriPartial.Authority) + RootPath(address) + "/") : address;

    /// <summary>
    /// The path of the gateway's root, without a slash at its end: empty, or a proxy's own path. Each such ending is removed, also one that is
    /// repeated, so that every spelling of one service gives one path; the ledger's scopes depend on it.
    /// </summary>
    public static string RootPath(Uri address)
    {
        var path = address.AbsolutePath.TrimEnd('/');
        while (Endings.FirstOrDefault(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) is { } ending)
            path = path[..^ending.Length].TrimEnd('/');
        return path;
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
