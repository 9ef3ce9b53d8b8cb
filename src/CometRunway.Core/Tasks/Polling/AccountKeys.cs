using System.Collections.Concurrent;
using CometRunway.Callers;
using CometRunway.Diagnostics;
using CometRunway.Options;
using CometRunway.Store;
using Microsoft.Extensions.Options;

namespace CometRunway.Tasks.Polling;

/// <summary>
/// The accounts whose tasks this process polls, with the key of each: the default caller's, and those of all callers since the
/// process started. Keys are kept in memory only: after a restart, the tasks of another key are polled again when a caller with that key makes a call.
/// </summary>
internal sealed class AccountKeys(ITaskStore store, IApiKeyProvider keys, KnownKeys known, IOptions<CometRunwayOptions> options)
{
    private readonly ConcurrentDictionary<string, ApiKey?> _keys = new(StringComparer.Ordinal);

    /// <summary>The scope of a caller, whose account is polled from now on.</summary>
    public async ValueTask<TaskScope> GetScopeAsync(Caller caller, CancellationToken cancellationToken)
    {
        var scope = await store.GetScopeAsync(options.Value.BaseAddress, caller.Key, caller.Id, cancellationToken).ConfigureAwait(false);
        _keys[scope.Account] = caller.Key;
        known.Add(caller.Key);
        return scope;
    }

    /// <summary>The known accounts.</summary>
    public IEnumerable<string> Accounts => _keys.Keys;

    /// <summary>Adds the account of the default caller, with the key that it has now.</summary>
    public async Task AddDefaultAsync(CancellationToken cancellationToken)
    {
        var id = options.Value.CallerId;
        await GetScopeAsync(new Caller(id, await keys.GetKeyAsync(id, cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The key that the task was created with.</summary>
    public ApiKey? Of(VideoTask task) => _keys.GetValueOrDefault(task.Scope.Account);
}
