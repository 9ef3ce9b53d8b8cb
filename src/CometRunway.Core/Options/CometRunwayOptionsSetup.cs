using Microsoft.Extensions.Options;

namespace CometRunway.Options;

/// <summary>Brings options that were set in code into the same form as those that were read: the gateway's root, and no placeholder for a key.</summary>
internal sealed class CometRunwayOptionsSetup : IPostConfigureOptions<CometRunwayOptions>
{
    public void PostConfigure(string? name, CometRunwayOptions options)
    {
        options.BaseAddress = GatewayAddress.Normalize(options.BaseAddress);
        if (options.ApiKey is { } key && ApiKey.IsPlaceholder(key.Reveal()))
        {
            options.ApiKey = null;
            options.ApiKeyWasPlaceholder = true;
        }
    }
}
