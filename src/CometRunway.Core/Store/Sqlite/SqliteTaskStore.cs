using CometRunway.Options;

namespace CometRunway.Store.Sqlite;

/// <summary>Stores the tasks in the SQLite database of this user.</summary>
/// <remarks>
/// SQLite has no asynchronous calls, so all methods except <see cref="WaitForChangeAsync"/> complete synchronously. They run short transactions on
/// one connection. A thread switch would cost more than most of these transactions and would not allow parallel execution. A call waits up to five
/// seconds for the transaction of another process.
/// </remarks>
internal sealed class SqliteTaskStore(SqliteLedger ledger) : ITaskStore
{
    public string Location => Path.GetDirectoryName(ledger.Database.FilePath)!;

    public string? Notice => ledger.Database.Notice;

    public ValueTask<bool> ExistsAsync(CancellationToken cancellationToken = default) => new(File.Exists(ledger.Database.FilePath) || ledger.Database.History.HasMark);

    public ValueTask<TaskScope> GetScopeAsync(Uri baseAddress, ApiKey? key, string? callerId, bool perKey, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(baseAddress);
        return SyncWork.Run(() => ledger.Scopes.Get(baseAddress, key, callerId, perKey), cancellationToken);
    }

    public ValueTask<BeginOutcome> BeginAsync(TaskScope scope, NewVideoTask task, AdmissionTerms terms, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(terms);
        return SyncWork.Run(
            () =>
            {
                ledger.ResolveOrphanedSubmissions(new AccountScope(scope.Account, [scope.Caller]));
                ledger.Submissions.Prepare();
                var outcome = ledger.Write(connection => TaskAdmission.Begin(connection, ledger.Scopes.Moved(connection, scope), task, terms, ledger.Owner.Name, ledger.Time.GetUtcNow()));
                if (outcome is BeginOutcome.Begun(var begun))
                {
                    ledger.Submissions.Remember(begun);
                    ledger.StateReached(begun);
                }

                return outcome;
            },
            cancellationToken);
    }

    public ValueTask<VideoTask> ConcludeAsync(string handle, SubmissionOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return SyncWork.Run(() =>
        {
            var task = ledger.Submissions.Conclude(handle, outcome);
            // An id that belongs to another task makes an accepted outcome unknown.
            if (task.State == Transitions.StateOf(outcome) || (outcome is SubmissionOutcome.Accepted { IdFromError: false } && task.State == VideoTaskState.Unknown))
                ledger.StateReached(task);
            return task;
        });
    }

    public ValueTask<VideoTask> ApplyAsync(string handle, TaskUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        return SyncWork.Run(() => ledger.Change(handle, (_, task) => update.ApplyTo(task, ledger.Time.GetUtcNow())));
    }

    public ValueTask<VideoTask?> GetAsync(string handle, CancellationToken cancellationToken = default) =>
        SyncWork.Run(() => ledger.Read(connection => TaskRows.Get(connection, handle)), cancellationToken);

    public ValueTask<FindOutcome> FindAsync(TaskScope scope, string handleOrIdOrPrefix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(handleOrIdOrPrefix);
        return SyncWork.Run(() => ledger.Read(connection => TaskQueries.Find(connection, ledger.Scopes.Now(scope), handleOrIdOrPrefix)), cancellationToken);
    }

    public ValueTask<VideoTask?> GetLatestAsync(TaskScope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return SyncWork.Run(() => ledger.Read(connection => TaskQueries.Latest(connection, ledger.Scopes.Now(scope))), cancellationToken);
    }

    public ValueTask<TaskPage> ListAsync(TaskScope scope, TaskQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(query);
        return SyncWork.Run(() => ledger.Read(connection => TaskQueries.List(connection, ledger.Scopes.Now(scope), query)), cancellationToken);
    }

    public ValueTask<UsageTotals> GetTotalsAsync(TaskScope scope, BudgetLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return SyncWork.Run(() => ledger.Read(connection => Statistics.Totals(connection, ledger.Scopes.Now(scope), limits, ledger.Time)), cancellationToken);
    }

    public ValueTask<TimeSpan?> GetTypicalDurationAsync(TaskScope scope, string model, int? duration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return SyncWork.Run(() => ledger.Read(connection => Statistics.TypicalDuration(connection, ledger.Scopes.Now(scope), model, duration)), cancellationToken);
    }

    public Task<VideoTask> WaitForChangeAsync(string handle, long sinceRevision, CancellationToken cancellationToken = default) =>
        ledger.WaitForChangeAsync(handle, sinceRevision, cancellationToken);

    public ValueTask FlushAsync()
    {
        ledger.Submissions.ReplayPendingOutcomesIfAny();
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<VideoTask>> GetUnfinishedAsync(AccountScope account, CancellationToken cancellationToken = default) =>
        SyncWork.Run(() => ledger.Read(connection => TaskQueries.Unfinished(connection, ledger.Scopes.Now(account))), cancellationToken);

    public ValueTask<IReadOnlyList<LeasedTask>> LeaseAsync(IReadOnlyCollection<string> taskHandles, TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(taskHandles);
        return SyncWork.Run(() => ledger.Write(connection => PollLeases.Take(connection, taskHandles, ledger.Owner, ledger.Time.GetUtcNow(), duration)));
    }

    public async ValueTask ReleaseLeasesAsync(IReadOnlyCollection<ReleasedLease> leases)
    {
        ArgumentNullException.ThrowIfNull(leases);
        await SyncWork.Run(() => ledger.Write(connection => PollLeases.Release(connection, ledger.Owner, leases))).ConfigureAwait(false);
    }

    public ValueTask<IReadOnlyList<VideoTask>> ApplyAllAsync(IReadOnlyCollection<TaskChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        return SyncWork.Run(() => ledger.Change(changes));
    }

    public ValueTask<int> ResolveOrphanedSubmissionsAsync(AccountScope account) => SyncWork.Run(() => ledger.ResolveOrphanedSubmissions(account));
}
