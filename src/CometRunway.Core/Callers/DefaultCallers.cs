using CometRunway.Options;
using Microsoft.Extensions.Options;

namespace CometRunway.Callers;

/// <summary>One user, who is named once.</summary>
internal sealed class FixedCallerContext : ICallerContext
{
    public FixedCallerContext(string callerId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(callerId);
        CallerId = callerId;
    }

    public string? CallerId { get; }
}

/// <summary>The user that the options name.</summary>
internal sealed class OptionsCallerContext(IOptions<CometRunwayOptions> options) : ICallerContext
{
    public string? CallerId => options.Value.CallerId;
}

/// <summary>The options' key, for every caller.</summary>
internal sealed class OptionsApiKeyProvider(IOptions<CometRunwayOptions> options) : IApiKeyProvider
{
    public ValueTask<ApiKey?> GetKeyAsync(string? callerId, CancellationToken cancellationToken) => new(options.Value.ApiKey);
}
