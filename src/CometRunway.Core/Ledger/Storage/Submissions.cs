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
        catch (LedgerUnavailableException)
        {
            _reserve.GiveUp();
        }
        catch (ObjectDisposedException)
        {
            // The program is ending while its last answer arrives.
        }

        try
        {
            return Forget(handle, outcome, WriteDown(answer));
        }
        catch (Exception e) when (e is LedgerUnavailableException or ObjectDisposedException)
        {
            if (Handles.IsWellFormed(handle))
                _kept.Keep(answer, e);
            if (row is not null)
                return Transitions.Conclude(row, outcome, answer.At);
            throw new LedgerUnavailableException($"The answer for task {handle} is not in the ledger yet.", e)
            {
                Charge = outcome.State == LedgerState.Rejected ? Charge.No : Charge.Unknown,
            };
        }
    }

    /// <summary>Reads what was kept beside the file, by this or another process, into it.</summary>
    public void TakeOverKept()
    {
        foreach (var (file, answer) in _kept.ReadAll())
        {
            if (answer.Row is null && _database.Read(connection => TaskRow.Get(connection, answer.Handle)) is null)
                continue;
            Forget(answer.Handle, answer.Outcome, WriteDown(answer));
            File.Delete(file);
        }
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
