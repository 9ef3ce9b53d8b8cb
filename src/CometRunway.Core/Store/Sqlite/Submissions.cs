using System.Collections.Concurrent;
using CometRunway.Errors;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CometRunway.Store.Sqlite;

/// <summary>Records the outcomes of paid requests: in the database, otherwise in a journal file, otherwise in memory.</summary>
internal sealed class Submissions
{
    /// <summary>The tasks that this process began and whose response may still arrive.</summary>
    private readonly ConcurrentDictionary<string, VideoTask> _open = new();

    /// <summary>Outcomes that could be written neither to the database nor to a journal file. They are kept in memory and retried.</summary>
    private readonly ConcurrentDictionary<string, JournaledOutcome> _onlyHere = new();
    private readonly SqliteDatabase _database;
    private readonly TaskChangeNotifier _changes;
    private readonly OutcomeJournal _kept;
    private readonly DiskReserve _reserve;
    private readonly DiskReserve _space;
    private readonly TimeProvider _time;
    private volatile bool _keptSome = true;

    public Submissions(string directory, SqliteDatabase database, TaskChangeNotifier changes, DiskReserve space, TimeProvider time, ILogger logger)
    {
        _database = database;
        _changes = changes;
        _time = time;
        _kept = new OutcomeJournal(Path.GetFullPath(directory), logger);
        _reserve = DiskReserve.ForOutcomes(Path.GetFullPath(directory));
        _space = space;
    }

    /// <summary>Called for each task that loses its id to the task whose outcome is written.</summary>
    public Action<VideoTask> IdLost { get; init; } = static _ => { };

    public void Prepare()
    {
        _reserve.Hold();
        _space.TryHold();
    }

    public void Remember(VideoTask task) => _open[task.Handle] = task;

    /// <summary>
    /// Records an outcome. If the database cannot be written, the outcome goes to a journal file or is kept in memory. A recorded outcome is never
    /// replaced by a weaker one.
    /// </summary>
    public VideoTask Conclude(string handle, SubmissionOutcome outcome)
    {
        ReplayPendingOutcomesIfAny();
        _open.TryGetValue(handle, out var row);
        var answer = new JournaledOutcome(handle, _time.GetUtcNow(), outcome, row);
        try
        {
            return Known(handle, WriteDown(answer));
        }
        catch (TaskStoreUnavailableException fault) when (SqliteFaults.MayLackSpace(fault))
        {
            _reserve.Release();
            return ConcludeOrKeep(answer);
        }
        catch (Exception fault) when (row is not null || fault is TaskStoreUnavailableException or ObjectDisposedException)
        {
            // The database is locked or closed. The outcome is kept in both cases.
            return Keep(answer, fault);
        }
    }

    /// <summary>Writes the outcomes that are in memory or in journal files, including those of other processes, to the database.</summary>
    public void ReplayPendingOutcomes()
    {
        _keptSome = false;
        try
        {
            foreach (var (handle, answer) in _onlyHere)
            {
                Known(handle, WriteDown(answer));
                _onlyHere.TryRemove(handle, out _);
            }

            foreach (var (file, answer) in _kept.ReadAll())
            {
                if (answer.Row is null && _database.Read(connection => TaskRows.Get(connection, answer.Handle)) is null)
                    continue;
                Known(answer.Handle, WriteDown(answer));
                File.Delete(file);
            }
        }
        catch (Exception e) when (e is TaskStoreUnavailableException or ObjectDisposedException or IOException or UnauthorizedAccessException)
        {
            // The remaining outcomes are kept until the next attempt.
            _keptSome = true;
        }
    }

    /// <summary>Calls <see cref="ReplayPendingOutcomes"/> at first use, and after an outcome was kept or could not be replayed.</summary>
    public void ReplayPendingOutcomesIfAny()
    {
        if (_keptSome)
            ReplayPendingOutcomes();
    }

    private VideoTask ConcludeOrKeep(JournaledOutcome answer)
    {
        try
        {
            return Known(answer.Handle, WriteDown(answer));
        }
        catch (Exception fault) when (answer.Row is not null || fault is TaskStoreUnavailableException or ObjectDisposedException)
        {
            return Keep(answer, fault);
        }
    }

    private VideoTask Keep(JournaledOutcome answer, Exception reason)
    {
        var known = answer.Row is { } row ? answer.Outcome.ApplyTo(row, answer.At) : null;
        // An outcome that does not change the task is not written.
        if (Handles.IsWellFormed(answer.Handle) && (known is null || !ReferenceEquals(known, answer.Row)) && !_kept.TryAppend(answer, reason) && known is not null)
            _onlyHere[answer.Handle] = answer;
        _keptSome = true;
        if (known is not null)
            return _open[answer.Handle] = known;
        throw new TaskStoreUnavailableException($"The answer for task {answer.Handle} is not in the ledger yet.", reason)
        {
            Charge = answer.Outcome is SubmissionOutcome.Rejected ? ChargeStatus.No : ChargeStatus.Unknown,
        };
    }

    private VideoTask WriteDown(JournaledOutcome answer)
    {
        var (task, others) = _database.Write(connection => WriteDown(connection, answer));
        _changes.Publish(task);
        foreach (var other in others)
        {
            _changes.Publish(other);
            IdLost(other);
        }

        return task;
    }

    private static ConcludedTask WriteDown(SqliteConnection connection, JournaledOutcome answer)
    {
        var before = Find(connection, answer);
        if (before is null)
        {
            // The database was damaged or deleted after the request, so the row is inserted again.
            before = answer.Row ?? throw new KeyNotFoundException($"There is no task {answer.Handle} in the ledger.");
            if (TaskRows.Get(connection, before.Handle) is not null)
                before = before with { Handle = Handles.Draw(connection) };
            TaskRows.Insert(connection, before, owner: null, leaseUntil: null);
        }

        var sameId = answer.Outcome is SubmissionOutcome.Accepted accepted ? TaskRows.WithId(connection, accepted.TaskId) : [];
        var (after, others) = answer.Outcome.ApplyTo(before, sameId, answer.At);
        return new ConcludedTask(
            ReferenceEquals(before, after) ? before : TaskRows.Update(connection, before, after, answer.At),
            [.. others.Select(other => TaskRows.Update(connection, sameId.First(row => row.Handle == other.Handle), other, answer.At))]);
    }

    /// <summary>Finds the row of the request. In another ledger file, its handle can belong to another task.</summary>
    private static VideoTask? Find(SqliteConnection connection, JournaledOutcome answer)
    {
        var named = TaskRows.Get(connection, answer.Handle);
        if (answer.Row is not { } row || named is null || IsSame(named, row))
            return named;
        return TaskRows.Newest(connection, "fingerprint = $fingerprint AND created_at = $created", 1, ("$fingerprint", row.Fingerprint), ("$created", row.CreatedAt.Stamp())) is [var carried] ? carried : null;
    }

    private static bool IsSame(VideoTask one, VideoTask other) => one.Fingerprint == other.Fingerprint && one.CreatedAt == other.CreatedAt;

    /// <summary>
    /// Updates the list of open tasks and returns the task. A task with an unknown outcome stays open, because its response may still arrive.
    /// </summary>
    private VideoTask Known(string handle, VideoTask task)
    {
        if (task.State is not (VideoTaskState.Submitting or VideoTaskState.Unknown))
            _open.TryRemove(handle, out _);
        else if (_open.ContainsKey(handle))
            _open[handle] = task;
        return task;
    }
}
