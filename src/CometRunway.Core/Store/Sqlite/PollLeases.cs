using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// The leases for polling tasks. One owner has the lease of a task at a time, across processes. It ends when it is released, when it expires, or when the
/// process of its owner has ended.
/// </summary>
internal static class PollLeases
{
    private const string These = "handle IN (SELECT value FROM json_each($handles))";

    public static IReadOnlyList<LeasedTask> Take(SqliteConnection connection, IReadOnlyCollection<string> handles, StoreOwner self, DateTimeOffset now, TimeSpan duration)
    {
        var holders = connection.Query(
            $"SELECT handle, poll_owner, poll_lease_until FROM tasks WHERE {These}",
            row => (Handle: row.TextOrEmpty(0), Owner: row.TextOrNull(1), Until: row.NumberOrZero(2)),
            ("$handles", Json(handles)));
        var ended = holders.Select(row => row.Owner).OfType<string>().Distinct().Where(owner => owner != self.Name && self.IsGone(owner)).ToHashSet(StringComparer.Ordinal);
        var abandoned = holders.Where(row => row.Owner is not null && row.Owner != self.Name && (row.Until <= now.Stamp() || ended.Contains(row.Owner)))
            .Select(row => row.Handle).ToHashSet(StringComparer.Ordinal);
        var mine = Json(holders.Where(row => row.Owner is null || row.Owner == self.Name || abandoned.Contains(row.Handle)).Select(row => row.Handle));
        connection.Execute(
            $"UPDATE tasks SET poll_owner = $owner, poll_lease_until = $until WHERE {These}",
            ("$owner", self.Name),
            ("$until", (now + duration).Stamp()),
            ("$handles", mine));
        return [.. TaskRows.Oldest(connection, These, ("$handles", mine)).Select(task => new LeasedTask(task, abandoned.Contains(task.Handle)))];
    }

    public static int Release(SqliteConnection connection, StoreOwner self, IReadOnlyCollection<ReleasedLease> leases) => leases.Sum(lease => connection.Execute(
        "UPDATE tasks SET poll_owner = NULL, poll_lease_until = NULL, next_poll_at = coalesce($at, next_poll_at) WHERE poll_owner = $owner AND handle = $handle",
        ("$at", lease.NextPollAt.Stamp()),
        ("$owner", self.Name),
        ("$handle", lease.Handle)));

    private static string Json(IEnumerable<string> handles) => JsonSerializer.Serialize([.. handles], StoreJson.Default.StringArray);
}
