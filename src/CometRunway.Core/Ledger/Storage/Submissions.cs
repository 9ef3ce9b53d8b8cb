using System.Collections.Concurrent;
using CometRunway.Errors;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CometRunway.Ledger.Storage;

/// <summary>The time between a row and its answer: whatever happens to the file meanwhile, the answer is written down somewhere.</summary>
internal sealed class Submissions
{
    private readonly ConcurrentDictionary<string, TaskEntry> _open = new();
    private readonly LedgerDatabase _database;
    private readonly ChangeWatch _changes;
    private readonly LateAnswers _kept;
    private readonly Reserve _reserve;
    private readonly TimeProvider _time;
    private volatile bool _keptSome = true;

    public Submissions(string directory, LedgerDatabase database, ChangeWatch changes, TimeProvider time, ILogger logger)
    {
        _database = database;
        _changes = changes;
        _time = time;
        _kept = new LateAnswers(Path.GetFullPath(directory), logger);
        _reserve = new Reserve(Path.GetFullPath(directory));
    }

    public void Prepare() => _reserve.Hold();

    public void Remember(TaskEntry entry) => _open[entry.Handle] = entry;

    public TaskEntry Conclude(string handle, Outcome outcome)
    {
        _open.TryGetValue(handle, out var row);
        var answer = new LateAnswer(handle, _time.GetUtcNow(), outcome, row);
        try
        {
            return Forget(handle, outcome, WriteDown(answer));
        }
        catch (LedgerUnavailableException fault) when (SqliteFaults.MayLackSpace(fault))
        {
            _reserve.GiveUp();
            return ConcludeOrKeep(answer);
        }
        catch (Exception fault) when (fault is LedgerUnavailableException or ObjectDisposedException)
        {
            // Locked for too long, or the program is ending while its last answer arrives.
            return Keep(answer, fault);
        }
    }

    /// <summary>Reads what was kept beside the file, by this or another process, into it.</summary>
    public void TakeOverKept()
    {
        _keptSome = false;
        try
        {
            foreach (var (file, answer) in _kept.ReadAll())
            {
                if (answer.Row is null && _database.Read(connection => TaskRow.Get(connection, answer.Handle)) is null)
                    continue;
                Forget(answer.Handle, answer.Outcome, WriteDown(answer));
                File.Delete(file);
            }
        }
        catch (Exception e) when (e is LedgerUnavailableException or IOException or UnauthorizedAccessException)
        {
            // They stay where they are until the next time.
            _keptSome = true;
        }
    }

    /// <summary>The same, if there may be any: at the first use, and after something was kept here.</summary>
    public void TakeOverKeptIfAny()
    {
        if (_keptSome)
            TakeOverKept();
    }

    private TaskEntry ConcludeOrKeep(LateAnswer answer)
    {
        try
        {
            return Forget(answer.Handle, answer.Outcome, WriteDown(answer));
        }
        catch (Exception fault) when (fault is LedgerUnavailableException or ObjectDisposedException)
        {
            return Keep(answer, fault);
        }
    }

    private TaskEntry Keep(LateAnswer answer, Exception reason)
    {
        if (Handles.IsWellFormed(answer.Handle))
            _kept.Keep(answer, reason);
        _keptSome = true;
        if (answer.Row is not null)
            return Transitions.Conclude(answer.Row, answer.Outcome, answer.At);
        throw new LedgerUnavailableException($"The answer for task {answer.Handle} is not in the ledger yet.", reason)
        {
            Charge = answer.Outcome.State == LedgerState.Rejected ? Charge.No : Charge.Unknown,
        };
    }

    private TaskEntry WriteDown(LateAnswer answer)
    {
        var entry = _database.Write(connection => WriteDown(connection, answer));
        _changes.Publish(entry);
        return entry;
    }

    private static TaskEntry WriteDown(SqliteConnection connection, LateAnswer answer)
    {
        var before = TaskRow.Get(connection, answer.Handle);
        if (before is null)
        {
            // The file was damaged or deleted since; the row begins anew.
            before = answer.Row ?? throw new KeyNotFoundException($"There is no task {answer.Handle} in the ledger.");
            TaskRow.Insert(connection, before, owner: null, leaseUntil: null);
        }

        var after = Transitions.Conclude(before, answer.Outcome, answer.At);
        return ReferenceEquals(before, after) ? before : TaskRow.Update(connection, after, answer.At);
    }

    private TaskEntry Forget(string handle, Outcome outcome, TaskEntry entry)
    {
        // An unknown outcome may still get its late answer.
        if (outcome.State != LedgerState.Unknown)
            _open.TryRemove(handle, out _);
        return entry;
    }
}
