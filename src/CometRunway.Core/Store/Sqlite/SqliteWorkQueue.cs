namespace CometRunway.Store.Sqlite;

/// <summary>The work left in the file, leased by process.</summary>
internal sealed class SqliteWorkQueue(SqliteLedger ledger) : ITaskWorkQueue
{
    public ValueTask<IReadOnlyList<VideoTask>> GetUnfinishedAsync(string account, CancellationToken cancellationToken = default) =>
        SyncWork.Run(() => ledger.Read(connection => TaskQueries.Unfinished(connection, account)), cancellationToken);

    public ValueTask ScheduleNextPollAsync(string handle, DateTimeOffset at) => Execute(
        "UPDATE tasks SET next_poll_at = $at WHERE handle = $handle", ("$at", at.Stamp()), ("$handle", handle));

    public ValueTask ShiftPollTimesAsync(string account, TimeSpan sooner) => Execute(
        $"UPDATE tasks SET next_poll_at = next_poll_at - $sooner WHERE {TaskQueries.InAccount} AND next_poll_at > $now",
        ("$sooner", (long)sooner.TotalMilliseconds),
        ("$account", account),
        ("$now", ledger.Time.GetUtcNow().Stamp()));

    public ValueTask<bool> TryLeaseAsync(string handle, TimeSpan duration) =>
        SyncWork.Run(() => ledger.Write(connection => PollLease.Try(connection, handle, ledger.Owner, ledger.Time.GetUtcNow(), duration)));

    public async ValueTask ReleaseLeaseAsync(string handle) =>
        await SyncWork.Run(() => ledger.Write(connection => PollLease.Release(connection, ledger.Owner, handle))).ConfigureAwait(false);

    public ValueTask<int> ResolveOrphanedSubmissionsAsync(string account) => SyncWork.Run(() => ledger.ResolveOrphanedSubmissions(account));

    private async ValueTask Execute(string sql, params (string Name, object? Value)[] values) =>
        await SyncWork.Run(() => ledger.Write(connection => connection.Execute(sql, values))).ConfigureAwait(false);
}
