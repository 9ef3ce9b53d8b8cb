using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// The lease for polling a task. One owner has it at a time, across processes. It ends when it is released, when it expires, or when the process of
/// its owner has ended.
/// </summary>
internal static class PollLease
{
    public static bool Try(SqliteConnection connection, string handle, StoreOwner self, DateTimeOffset now, TimeSpan duration)
    {
        var holders = connection.Query(
            "SELECT poll_owner, poll_lease_until FROM tasks WHERE handle = $handle",
            row => (Owner: row.TextOrNull(0), Until: row.NumberOrZero(1)),
            ("$handle", handle));
        if (holders.Count == 0)
            return false;
        var (owner, until) = holders[0];
        if (owner is not null && owner != self.Name && until > now.Stamp() && !self.IsGone(owner))
            return false;
        connection.Execute(
            "UPDATE tasks SET poll_owner = $owner, poll_lease_until = $until WHERE handle = $handle",
            ("$owner", self.Name),
            ("$until", (now + duration).Stamp()),
            ("$handle", handle));
        return true;
    }

    public static int Release(SqliteConnection connection, StoreOwner self, string handle) => connection.Execute(
        "UPDATE tasks SET poll_owner = NULL, poll_lease_until = NULL WHERE poll_owner = $owner AND handle = $handle",
        ("$owner", self.Name),
        ("$handle", handle));
}
