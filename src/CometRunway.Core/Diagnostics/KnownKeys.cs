using CometRunway.Options;
using Microsoft.Extensions.Options;

namespace CometRunway.Diagnostics;

/// <summary>The API keys that this process has used, for removal from texts. They are kept in memory only.</summary>
internal sealed class KnownKeys(IOptions<CometRunwayOptions> options)
{
    private readonly Lock _lock = new();
    private readonly HashSet<ApiKey> _keys = [];
    private Redactor? _redactor;

    public void Add(ApiKey? key)
    {
        if (key is null)
            return;
        lock (_lock)
        {
            if (_keys.Add(key))
                _redactor = null;
        }
    }

    /// <summary>The redactor for all keys that are known now. Its forms are computed when a key is new.</summary>
    public Redactor Redactor
    {
        get
        {
            lock (_lock)
                return _redactor ??= new([.. _keys, .. options.Value.ApiKey is { } key ? [key] : Array.Empty<ApiKey>()]);
        }
    }
}
