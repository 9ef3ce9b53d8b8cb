using System.Collections.Concurrent;
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

    private sealed record Source(Uri BaseAddress, ApiKey? Key, string? CallerId)
    {
        public TaskScope Of(string salt)
        {
            var account = ScopeHash.Of(salt, BaseAddress, Key, callerId: null);
            return CallerId is null ? new TaskScope(account) : new TaskScope(ScopeHash.Of(salt, BaseAddress, Key, CallerId)) { Account = account };
        }
    }

    public TaskScope Get(Uri baseAddress, ApiKey? key, string? callerId)
    {
        var source = new Source(baseAddress, key, callerId);
        var scope = database.Read(_ => database.Facts.OtherSalts.Count == 0 ? Add(source) : null) ?? database.Write(connection =>
        {
            Move(connection, source);
            return Add(source);
        });
        return scope;
    }

    /// <summary>Returns the scope as rows of this file have it, in a transaction.</summary>
    public TaskScope Now(TaskScope scope) => _sources.TryGetValue(scope.Value, out var source) ? Add(source) : scope;

    /// <inheritdoc cref="Now(TaskScope)"/>
    public string Now(string account) => _sources.TryGetValue(account, out var source) ? Add(source).Account : account;

    /// <summary>As <see cref="Now(TaskScope)"/>, in a transaction that writes: rows of the scope with other salts get the hashes of this file.</summary>
    public TaskScope Moved(SqliteConnection connection, TaskScope scope)
    {
        if (database.Facts.OtherSalts.Count > 0 && _sources.TryGetValue(scope.Value, out var source))
            Move(connection, source);
        return Now(scope);
    }

    private TaskScope Add(Source source)
    {
        var scope = source.Of(database.Facts.Salt);
        _sources.TryAdd(scope.Value, source);
        _sources.TryAdd(scope.Account, source with { CallerId = null });
        return scope;
    }

    private void Move(SqliteConnection connection, Source source)
    {
        var now = source.Of(database.Facts.Salt);
        foreach (var earlier in database.Facts.OtherSalts.Select(source.Of))
        {
            foreach (var (from, to) in ((string, string)[])[(earlier.Value, now.Value), (earlier.Account, now.Account)])
            {
                foreach (var column in DatabaseSchema.HashColumns)
                    connection.Execute($"UPDATE tasks SET {column} = $to WHERE {column} = $from", ("$to", to), ("$from", from));
            }
        }
    }
}
