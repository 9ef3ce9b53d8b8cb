namespace CometRunway.Store.Sqlite;

/// <summary>Reads and resolves the tasks of all scopes in the database.</summary>
internal sealed class SqliteTaskStoreAdmin(SqliteLedger ledger) : ITaskStoreAdmin
{
    public ValueTask<FindOutcome> FindAsync(string handleOrIdOrPrefix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handleOrIdOrPrefix);
        return SyncWork.Run(() => ledger.Read(connection => TaskQueries.Find(connection, ScopeFilter.All, handleOrIdOrPrefix)), cancellationToken);
    }

    public ValueTask<TaskPage> ListAsync(TaskQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return SyncWork.Run(() => ledger.Read(connection => TaskQueries.List(connection, ScopeFilter.All, query)), cancellationToken);
    }

    public ValueTask<UsageTotals> GetTotalsAsync(CancellationToken cancellationToken = default) =>
        SyncWork.Run(() => ledger.Read(connection => Statistics.Totals(connection, ScopeFilter.All, null, ledger.Time)), cancellationToken);

    public ValueTask<VideoTask> ResolveUnknownAsync(string handle, UnknownResolution resolution, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resolution);
        return SyncWork.Run(
            () => ledger.Change(handle, (connection, task) =>
            {
                if (resolution is UnknownResolution.TaskIs { TaskId: var id } && TaskRows.WithId(connection, id) is [var other, ..])
                    throw new InvalidOperationException($"The id {id} belongs to {other.Handle}.");
                return resolution.ApplyTo(task, ledger.Time.GetUtcNow());
            }),
            cancellationToken);
    }
}
