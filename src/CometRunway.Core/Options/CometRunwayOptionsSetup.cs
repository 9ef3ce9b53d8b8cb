using Microsoft.Extensions.Options;

namespace CometRunway.Options;

/// <summary>Normalises options that were set in code: removes known suffixes from the gateway's address and replaces a placeholder key by null.</summary>
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
