using System.Collections.Concurrent;
using CometRunway.Callers;
using CometRunway.Diagnostics;
using CometRunway.Options;
using CometRunway.Store;
using Microsoft.Extensions.Options;

namespace CometRunway.Tasks.Polling;

/// <summary>
/// The accounts whose tasks this process polls, with the key of each: the default caller's, and those of all callers since the process started. Keys
/// are kept in memory only. A task whose own key is not known here is read with the key that its caller uses now.
/// </summary>
internal sealed class AccountKeys(ITaskStore store, IApiKeyProvider keys, KnownKeys known, IOptions<CometRunwayOptions> options)
{
    private readonly ConcurrentDictionary<string, ApiKey?> _keys = new(StringComparer.Ordinal);

    /// <summary>The account that each caller used last.</summary>
    private readonly ConcurrentDictionary<string, string> _current = new(StringComparer.Ordinal);

    /// <summary>The scope of a caller, whose tasks are polled from now on.</summary>
    public async ValueTask<TaskScope> GetScopeAsync(Caller caller, CancellationToken cancellationToken)
    {
        // Without a caller id, keys of the app's own provider may belong to different users. The key in the options belongs to one.
        var perKey = caller.Id is null && keys is not OptionsApiKeyProvider;
        var scope = await store.GetScopeAsync(options.Value.BaseAddress, caller.Key, caller.Id, perKey, cancellationToken).ConfigureAwait(false);
        _keys[scope.Account] = caller.Key;
        _current[scope.Caller] = scope.Account;
        known.Add(caller.Key);
        return scope;
    }

    /// <summary>The known accounts, each with the callers that use it now.</summary>
    public IEnumerable<AccountScope> Accounts
    {
        get
        {
            var callers = _current.ToLookup(pair => pair.Value, pair => pair.Key);
            return _keys.Keys.Select(account => new AccountScope(account, [.. callers[account]]));
        }
    }

    /// <summary>Adds the account of the default caller, with the key that it has now.</summary>
    public async Task AddDefaultAsync(CancellationToken cancellationToken)
    {
        var id = options.Value.CallerId;
        await GetScopeAsync(new Caller(id, await keys.GetKeyAsync(id, cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The key to read the task with: its own if it is known here, otherwise the one that its caller uses now.</summary>
    public ApiKey? Of(VideoTask task) =>
        _keys.TryGetValue(task.Scope.Account, out var own) ? own
        : _current.TryGetValue(task.Scope.Caller, out var account) ? _keys.GetValueOrDefault(account)
        : null;

    /// <summary>True if <see cref="Of"/> is the key that the task was created with. Only then does a refusal of the service say something about the task.</summary>
    public bool HasOwn(VideoTask task) => _keys.ContainsKey(task.Scope.Account);

    /// <summary>Sets <see cref="VideoTask.HasOtherKey"/>.</summary>
    public VideoTask Mark(VideoTask task) => HasOtherKey(task) == task.HasOtherKey ? task : task with { HasOtherKey = !task.HasOtherKey };

    /// <summary>
    /// Called when the service refuses the key that the task was created with. If no caller uses it any more, it was replaced while this process runs:
    /// it is forgotten, and its tasks are read with the keys that their callers use now.
    /// </summary>
    /// <returns>True if the key was forgotten.</returns>
    public bool ForgetReplaced(VideoTask task) =>
        HasOtherKey(task) && !_current.Values.Contains(task.Scope.Account) && _keys.TryRemove(task.Scope.Account, out _);

    private bool HasOtherKey(VideoTask task) => _current.TryGetValue(task.Scope.Caller, out var account) && account != task.Scope.Account;
}
