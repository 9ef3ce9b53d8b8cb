using System.Collections.Concurrent;
using CometRunway.Options;
using Microsoft.Extensions.Options;

namespace CometRunway.Diagnostics;

/// <summary>The API keys that this process has used, for removal from logs. They are kept in memory only.</summary>
internal sealed class KnownKeys(IOptions<CometRunwayOptions> options)
{
    private readonly ConcurrentDictionary<string, ApiKey> _keys = new(StringComparer.Ordinal);

    public void Add(ApiKey? key)
    {
        if (key is not null)
            _keys[key.Reveal()] = key;
    }

    /// <summary>Creates a redactor for all keys that are known now.</summary>
    public Redactor CreateRedactor() => new([.. _keys.Values, .. options.Value.ApiKey is { } key ? [key] : Array.Empty<ApiKey>()]);
}
