using CometRunway.Configuration;

namespace CometRunway.Balances;

/// <summary>Where the balance is asked for: the documented host, and on this machine the sandbox. There is no third.</summary>
internal static class BalanceAddress
{
    private const string DocumentedHost = "https://query.cometapi.com";

    /// <summary>The address holds the key, as CometAPI documents it: it must reach no log, message or exception.</summary>
    public static Uri For(CometRunwayOptions options, ApiKey key)
    {
        var root = options.IsLoopback ? options.BaseAddress.AbsoluteUri.TrimEnd('/') : DocumentedHost;
        return new Uri($"{root}/user/quota?key={Uri.EscapeDataString(key.Reveal())}");
    }
}
