using CometRunway.Api;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Options;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// The paid tasks of this user, in one file that several processes share. A row is written before a task is asked for, so that none is
/// lost and none is paid twice. Safe for any number of threads; opens nothing until first used.
/// </summary>
/// <remarks>
/// Methods throw <see cref="TaskStoreUnavailableException"/> when the file cannot be used, <see cref="KeyNotFoundException"/> for a handle that
/// is not in it, and <see cref="ObjectDisposedException"/> after <see cref="Dispose"/>; those that write an answer
/// (<see cref="Accept"/>, <see cref="Reject"/>, <see cref="MarkUnknown"/>) do none of this for a task that was begun here.
/// </remarks>
public sealed class SqliteTaskStore : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly TaskChangeNotifier _changes;
    private readonly Submissions _submissions;
    private readonly StoreOwner _owner = new();
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Names the folder of the ledger; it is created, private to its user, when first needed.</summary>
    public SqliteTaskStore(string directory, TimeProvider time, ILogger<SqliteTaskStore> logger)
        : this(directory, time, logger, busySeconds: 5)
    {
    }

    internal SqliteTaskStore(string directory, TimeProvider time, ILogger<SqliteTaskStore> logger, int busySeconds)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        _time = time;
        _logger = new SafeLogger(logger);
        _database = new SqliteDatabase(directory, time)
        {
            BusySeconds = busySeconds,
            OnDamage = report =>
            {
                Notice = $"The ledger was damaged. It was set aside as {report.MovedTo}; {report.Rescued} of its tasks could be read and were taken over.";
                _logger.Damaged(Notice);
            },
        };
        _changes = new TaskChangeNotifier(_database, time);
        _submissions = new Submissions(directory, _database, _changes, time, _logger);
    }

    /// <summary>Told of each task that reaches a state by this process's doing.</summary>
    internal Action<VideoTask> StateReached { get; init; } = static _ => { };

    /// <summary>What a person should know about the file itself; null when all is well.</summary>
    public string? Notice { get; private set; }

    /// <summary>Whose tasks these are. Spellings of one base address make one scope; the key cannot be read from it.</summary>
    public TaskScope ScopeFor(Uri baseAddress, ApiKey? key, string? callerId)
    {
        ArgumentNullException.ThrowIfNull(baseAddress);
        var salt = _database.Read(connection => connection.Text("SELECT value FROM facts WHERE name = 'salt'"));
        var account = ScopeHash.Of(salt ?? "", baseAddress, key, callerId: null);
        return callerId is null
            ? new TaskScope(account)
            : new TaskScope(ScopeHash.Of(salt ?? "", baseAddress, key, callerId)) { Account = account };
    }

    /// <summary>
    /// Decides and writes the row, in one transaction across processes. <paramref name="newTake"/> asks for another video of the same
    /// request; it does not override an unknown outcome younger than a day. <paramref name="over"/> names the limits that a person allowed
    /// this one task to go over; a limit of 0 and every other limit still hold.
    /// </summary>
    public BeginOutcome Begin(TaskScope scope, NewVideoTask task, BudgetLimits limits, TimeSpan duplicateWindow, bool newTake, IReadOnlyCollection<BudgetLimit>? over = null)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(limits);
        if (scope == TaskScope.Everything)
            throw new ArgumentException("Nothing is created in all scopes at once.", nameof(scope));
        ResolveOrphanedSubmissions(scope);
        _submissions.Prepare();
        var outcome = _database.Write(connection =>
            AdmissionPolicy.Decide(connection, scope, task, limits, over ?? [], duplicateWindow, newTake, _owner.Name, _time.GetUtcNow()));
        if (outcome is BeginOutcome.Begun(var entry))
        {
            _submissions.Remember(entry);
            StateReached(entry);
        }

        return outcome;
    }

    /// <summary>Writes the service's id down. Never fails for a task begun here: what the file cannot take now is kept beside it.</summary>
    public VideoTask Accept(string handle, CreateTaskResponse receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return Conclude(handle, new SubmissionOutcome(VideoTaskState.Accepted)
        {
            TaskId = receipt.TaskId,
            MayNeverBecomeVisible = receipt.MayNeverBecomeVisible,
            Credits = receipt.EstimatedCredits,
        });
    }

    /// <summary>Writes down that nothing was created. A task that has an id keeps it.</summary>
    public VideoTask Reject(string handle, string code, string message) =>
        Conclude(handle, new SubmissionOutcome(VideoTaskState.Rejected) { Code = code, Message = message });

    /// <summary>Writes down that nobody can tell. An answer that is already there stays.</summary>
    public VideoTask MarkUnknown(string handle, string code, string message) =>
        Conclude(handle, new SubmissionOutcome(VideoTaskState.Unknown) { Code = code, Message = message });

    /// <summary>
    /// Turns submissions of the scope's account whose owner is gone, or whose lease ran out, into unknown ones; also takes over answers
    /// kept beside the file.
    /// </summary>
    /// <returns>How many became unknown.</returns>
    public int ResolveOrphanedSubmissions(TaskScope? scope = null)
    {
        _submissions.ReplayPendingOutcomes();
        var resolved = _database.Write(connection => OrphanedSubmissions.Resolve(connection, scope, _owner, _time.GetUtcNow()));
        foreach (var entry in resolved)
        {
            _logger.OutcomeUnknown(entry.Handle);
            _changes.Publish(entry);
            StateReached(entry);
        }

        return resolved.Count;
    }

    /// <summary>A person's word on a task of unknown outcome.</summary>
    /// <exception cref="InvalidOperationException">The outcome is not unknown, or the id belongs to another task.</exception>
    public VideoTask ResolveUnknown(string handle, UnknownResolution settlement)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        return Change(handle, (connection, entry) =>
        {
            if (entry.State != VideoTaskState.Unknown)
                throw new InvalidOperationException($"Only a task of unknown outcome can be settled; {handle} is {entry.State}.");
            if (settlement is UnknownResolution.TaskIs(var id)
                && TaskRows.Select(connection, "scope = $scope AND task_id = $id", ("$scope", entry.Scope.Value), ("$id", id)) is [var other, ..])
            {
                throw new InvalidOperationException($"The id {id} belongs to {other.Handle}.");
            }

            return Transitions.ResolveUnknown(entry, settlement, _time.GetUtcNow());
        });
    }

    /// <summary>The task of this handle, whosever it is; null when there is none.</summary>
    public VideoTask? Get(string handle) => Read(connection => TaskRows.Get(connection, handle));

    /// <summary>Finds a task by handle, id, or the beginning of either.</summary>
    public FindOutcome Find(TaskScope scope, string handleOrIdOrPrefix)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(handleOrIdOrPrefix);
        return Read(connection => TaskQueries.Find(connection, scope, handleOrIdOrPrefix));
    }

    /// <summary>The newest task, or the newest unfinished one if there is any; null when there is no task.</summary>
    public VideoTask? Latest(TaskScope scope, bool unfinishedFirst = true) =>
        Read(connection => TaskQueries.Latest(connection, scope, unfinishedFirst));

    /// <summary>A page of tasks, newest first. Tasks that arrive meanwhile do not move the pages.</summary>
    /// <exception cref="ArgumentException">The cursor is none of ours.</exception>
    public TaskPage List(TaskScope scope, TaskQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Read(connection => TaskQueries.List(connection, scope, query));
    }

    /// <summary>Sums of today and this month, and how the given limits stand.</summary>
    public UsageTotals Totals(TaskScope scope, BudgetLimits? limits = null) =>
        Read(connection => Statistics.Totals(connection, scope, limits, _time));

    /// <summary>How long such a task took before, in the middle; null when fewer than three are known.</summary>
    public TimeSpan? TypicalDuration(TaskScope scope, string model, int? duration) =>
        Read(connection => Statistics.TypicalDuration(connection, scope, model, duration));

    /// <summary>What still needs work, of all callers of the scope's account: accepted and not ended, or succeeded with files missing. Oldest first.</summary>
    public IReadOnlyList<VideoTask> Unfinished(TaskScope scope) => Read(connection => TaskQueries.Unfinished(connection, scope));

    /// <summary>Writes the service's news down. A final state stays; links are refreshed.</summary>
    public VideoTask Observe(string handle, ApiTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Change(handle, (_, entry) => Transitions.Observe(entry, task, _time.GetUtcNow()));
    }

    /// <summary>Writes down that the service no longer knows the task, or no longer has its files.</summary>
    public VideoTask MarkNotFound(string handle, string message) => Change(handle, (_, entry) => Transitions.MarkNotFound(entry, message));

    /// <summary>Writes a saved file down, instead of an earlier one of the same index.</summary>
    public VideoTask RecordFile(string handle, SavedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Change(handle, (connection, entry) =>
        {
            FileRows.Put(connection, handle, file);
            return entry with { FileProblem = null, NextPollAt = null };
        });
    }

    /// <summary>Writes down why a file could not be saved, and when to try again.</summary>
    public VideoTask RecordFileProblem(string handle, string problem, DateTimeOffset retryAt) =>
        Change(handle, (_, entry) => entry with { FileProblem = Transitions.Cap(problem), NextPollAt = retryAt });

    /// <summary>Writes down that a saved file is not there any more, so that it is fetched again.</summary>
    internal VideoTask RecordMissingFile(string handle, int index, string problem) => Change(handle, (connection, entry) =>
    {
        if (entry.Files.All(file => file.Index != index))
            return entry;
        FileRows.Forget(connection, handle, index);
        return entry with { FileProblem = Transitions.Cap(problem), NextPollAt = null };
    });

    /// <summary>The time of day was set back: what is to be asked later is asked so much sooner.</summary>
    internal void ShiftPollTimes(TaskScope account, TimeSpan sooner)
    {
        _database.Write(connection => connection.Execute(
            "UPDATE tasks SET next_poll_at = next_poll_at - $sooner WHERE coalesce(account, scope) = $account AND next_poll_at > $now",
            ("$sooner", (long)sooner.TotalMilliseconds),
            ("$account", account.Account),
            ("$now", _time.GetUtcNow().Stamp())));
    }

    /// <summary>Says when the service is to be asked next. No news to those who wait.</summary>
    public void ScheduleNextPoll(string handle, DateTimeOffset at) => _database.Write(connection =>
        connection.Execute("UPDATE tasks SET next_poll_at = $at WHERE handle = $handle", ("$at", at.Stamp()), ("$handle", handle)));

    /// <summary>Takes or renews the right to poll this task. False while another living poller holds it.</summary>
    public bool TryLease(string handle, TimeSpan duration) =>
        _database.Write(connection => PollLease.Try(connection, handle, _owner, _time.GetUtcNow(), duration));

    /// <summary>Gives the right to poll back, if it is held here.</summary>
    public void ReleaseLease(string handle) => _database.Write(connection => PollLease.Release(connection, _owner, handle));

    /// <summary>Waits until the task's revision is past the given one: at once for changes made here, within about 300 ms for others'.</summary>
    public async Task<VideoTask> WaitForChangeAsync(string handle, long sinceRevision, CancellationToken ct)
    {
        using var waiter = _changes.Add(handle, sinceRevision);
        var entry = Get(handle) ?? throw Missing(handle);
        return entry.Revision > sinceRevision ? entry : await waiter.News.WaitAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Writes answers into the file that could not be written when they came. What still cannot is kept as it is.</summary>
    internal void FlushPendingOutcomes() => _submissions.ReplayPendingOutcomesIfAny();

    /// <summary>Closes the file. Leases end with the process, or by <see cref="ReleaseLease"/>.</summary>
    public void Dispose()
    {
        FlushPendingOutcomes();
        _changes.Dispose();
        _database.Dispose();
    }

    private T Read<T>(Func<SqliteConnection, T> work)
    {
        _submissions.ReplayPendingOutcomesIfAny();
        return _database.Read(work);
    }

    private VideoTask Conclude(string handle, SubmissionOutcome outcome)
    {
        var entry = _submissions.Conclude(handle, outcome);
        if (entry.State == outcome.State)
            StateReached(entry);
        return entry;
    }

    private VideoTask Change(string handle, Func<SqliteConnection, VideoTask, VideoTask> change)
    {
        var was = VideoTaskState.Unrecognized;
        var entry = _database.Write(connection =>
        {
            var before = TaskRows.Get(connection, handle) ?? throw Missing(handle);
            was = before.State;
            var after = change(connection, before);
            return ReferenceEquals(before, after) ? before : TaskRows.Update(connection, after, _time.GetUtcNow());
        });
        _changes.Publish(entry);
        if (entry.State != was)
            StateReached(entry);
        return entry;
    }

    private static KeyNotFoundException Missing(string handle) => new($"There is no task {handle} in the ledger.");
}
