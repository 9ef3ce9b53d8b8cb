using System.Collections.Concurrent;
using CometRunway.Errors;
using CometRunway.Options;
using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// Computes scopes, and computes them again if the file at the path has another salt since. Rows that were carried over from a file with another salt
/// get the hashes of this file when their caller makes a call: only then the key is known.
/// </summary>
internal sealed class ScopeBook(SqliteDatabase database)
{
    private readonly ConcurrentDictionary<string, Source> _sources = new(StringComparer.Ordinal);

    private sealed record Source(Uri BaseAddress, ApiKey? Key, string? CallerId, bool PerKey)
    {
        public TaskScope Of(string salt)
        {
            var value = ScopeHash.Of(salt, BaseAddress, Key, CallerId);
            return new TaskScope(value)
            {
                Account = ScopeHash.Of(salt, BaseAddress, Key, callerId: null),
                Caller = PerKey ? value : ScopeHash.OfCaller(salt, BaseAddress, CallerId),
            };
        }
    }

    public TaskScope Get(Uri baseAddress, ApiKey? key, string? callerId, bool perKey)
    {
        var source = new Source(baseAddress, key, callerId, perKey);
        var (scope, hasOtherSalts, isComplete) = database.Read(connection =>
        {
            var scope = Add(source);
            return (scope, database.Facts.OtherSalts.Count > 0, !RowsWithoutCaller.Exist(connection, scope));
        });
        if (isComplete && !hasOtherSalts)
            return scope;
        try
        {
            return database.Write(connection =>
            {
                Move(connection, source);
                var moved = Add(source);
                RowsWithoutCaller.Complete(connection, moved);
                return moved;
            });
        }
        catch (TaskStoreUnavailableException) when (!hasOtherSalts)
        {
            // The rows are found by their scope as long as the key is the same. The next use of the scope tries again.
            return scope;
        }
    }

    /// <summary>Returns the scope as rows of this file have it, in a transaction.</summary>
    public TaskScope Now(TaskScope scope) => _sources.TryGetValue(scope.Value, out var source) ? Add(source) : scope;

    /// <inheritdoc cref="Now(TaskScope)"/>
    public AccountScope Now(AccountScope account) => new(
        _sources.TryGetValue(account.Account, out var source) ? Add(source).Account : account.Account,
        [.. account.Callers.Select(caller => _sources.TryGetValue(caller, out var source) ? Add(source).Caller : caller)]);

    /// <summary>As <see cref="Now(TaskScope)"/>, in a transaction that writes: rows of the scope with other salts get the hashes of this file.</summary>
    public TaskScope Moved(SqliteConnection connection, TaskScope scope)
    {
        Move(connection, scope.Value);
        return Now(scope);
    }

    /// <inheritdoc cref="Moved(SqliteConnection, TaskScope)"/>
    public AccountScope Moved(SqliteConnection connection, AccountScope account)
    {
        foreach (var hash in account.Callers.Append(account.Account))
            Move(connection, hash);
        return Now(account);
    }

    private TaskScope Add(Source source)
    {
        var scope = source.Of(database.Facts.Salt);
        _sources.TryAdd(scope.Value, source);
        _sources.TryAdd(scope.Account, source with { CallerId = null });
        _sources.TryAdd(scope.Caller, source);
        return scope;
    }

    private void Move(SqliteConnection connection, string hash)
    {
        if (database.Facts.OtherSalts.Count > 0 && _sources.TryGetValue(hash, out var source))
            Move(connection, source);
    }

    private void Move(SqliteConnection connection, Source source)
    {
        var now = source.Of(database.Facts.Salt);
        foreach (var earlier in database.Facts.OtherSalts.Select(source.Of))
        {
            foreach (var (from, to) in ((string, string)[])[(earlier.Value, now.Value), (earlier.Account, now.Account), (earlier.Caller, now.Caller)])
            {
                foreach (var column in DatabaseSchema.HashColumns)
                    connection.Execute($"UPDATE tasks SET {column} = $to WHERE {column} = $from", ("$to", to), ("$from", from));
            }
        }
    }
}
