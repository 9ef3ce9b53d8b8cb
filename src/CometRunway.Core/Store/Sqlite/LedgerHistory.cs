using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// What this process knows of the ledger, independent of the file: the generation and the writes that it saw last, and the tasks that must not be lost.
/// If the file at the path does not continue that, the tasks are carried over into it.
/// </summary>
internal sealed class LedgerHistory(string directory, TimeProvider time)
{
    private readonly LedgerMark _mark = new(directory);
    private readonly KnownTasks _known = new();

    /// <summary>Rows of files that are no longer at the path. They are kept until they are in the file that is.</summary>
    private readonly List<LedgerSnapshot> _former = [];
    private IReadOnlyList<string> _salts = [];
    private string? _generation;
    private long _writes;
    private long _dataVersion = -1;
    private LedgerSnapshot? _found;

    /// <summary>True if a ledger file was here, as far as is known.</summary>
    public bool HasMark => _mark.Exists;

    /// <summary>Called with the message for people after a change of the file was noticed.</summary>
    public Action<string>? OnChange { get; init; }

    /// <summary>
    /// Reads the mark that an earlier process left. Before the first transaction: a process that writes meanwhile would leave a newer mark than the
    /// transaction can see.
    /// </summary>
    public void ReadMark() => _found = _mark.Read();

    /// <summary>A connection was opened: its version numbers say nothing about those of an earlier one.</summary>
    public void Reopened() => _dataVersion = -1;

    /// <summary>Keeps the rows of a file that is no longer at the path.</summary>
    public void Keep(LedgerSnapshot former) => _former.Add(former);

    /// <summary>The rows to put into the file that is at the path now.</summary>
    public IReadOnlyList<LedgerSnapshot> Rows => _generation is null ? [.. _former] : [.. _former, Known(_known.Tasks, _known.Parts)];

    /// <summary>Returns true if the file continues what this process knows, so that nothing has to be carried over.</summary>
    public bool IsContinuedBy(LedgerFacts facts)
    {
        // A mark that cannot be read says only that there was a ledger. It matters beside a new file.
        if (_found is { } mark && !(ReferenceEquals(mark, LedgerMark.Unreadable) ? facts.Writes > 0 : facts.Continues(mark.Generation, mark.Writes)))
            _former.Add(mark);
        _found = null;
        return _former.Count == 0 && (_generation is null || (facts.Generation == _generation && facts.Writes >= _writes));
    }

    /// <summary>Returns true if each known task is in the file. The facts of an overwritten file may still come from its log.</summary>
    public bool IsIn(SqliteConnection connection) => _known.AreIn(connection);

    /// <summary>Puts the known rows into the file, in one transaction, and tells people about it.</summary>
    public void CarryOver(SqliteConnection connection, bool broken)
    {
        string? told;
        using (var transaction = connection.BeginTransaction(deferred: false))
        {
            DatabaseSchema.CompleteFacts(connection);
            told = CarryOver(connection, LedgerFacts.Read(connection), broken);
            transaction.Commit();
        }

        _former.Clear();
        Forget();
        if (told is not null)
            OnChange?.Invoke(told);
    }

    /// <summary>Reads what is new in the file, in the transaction of the caller. Null if nothing can be new.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="changed">The rows that the transaction changed.</param>
    public KnownTasks.News? Look(SqliteConnection connection, ChangedRows changed)
    {
        var version = connection.Number("PRAGMA data_version");
        var isCurrent = _generation is not null && version == _dataVersion;
        _dataVersion = version;
        if (changed.HasRequestIds || !isCurrent)
            return _known.Look(connection, everything: changed.HasRequestIds);
        return changed.Numbers.Count == 0 ? null : KnownTasks.Look(connection, changed.Numbers);
    }

    /// <summary>Remembers what was read, after the commit.</summary>
    public void Learn(LedgerFacts facts, KnownTasks.News? news, bool changed)
    {
        var isFirst = _generation is null;
        _generation = facts.Generation;
        _writes = facts.Writes + (changed ? 1 : 0);
        _salts = [facts.Salt, .. facts.OtherSalts];
        var important = news is null ? [] : _known.Learn(news);
        if (important.Count > 0 && (changed || (isFirst && !_mark.Exists)))
            WriteMark(important);
    }

    private void WriteMark(IReadOnlyList<KnownTasks.Known> changes)
    {
        if (_mark.TryAppend(Known(changes)))
            return;
        _mark.TryWrite(Known(_known.Recent(time.GetUtcNow())));
    }

    private LedgerSnapshot Known(IReadOnlyList<KnownTasks.Known> tasks) => Known([.. tasks.Select(known => known.Task)], [.. tasks.SelectMany(known => known.Parts)]);

    private LedgerSnapshot Known(IReadOnlyList<StoredRow> tasks, IReadOnlyList<PartRow> parts) => new(_generation, _writes, _salts, tasks, parts, IsWhole: false);

    private string? CarryOver(SqliteConnection connection, LedgerFacts facts, bool broken)
    {
        var sources = Rows;
        var carried = sources.Sum(rows => LedgerMerge.Into(connection, rows));
        var foreign = sources.Where(rows => !facts.Continues(rows.Generation, rows.Writes)).ToList();
        broken |= foreign.Count > 0;
        if (!broken && carried == 0)
            return null;
        if (broken)
        {
            HandOvers.Doubt(connection);
            LedgerFacts.Renew(connection, foreign.Select(rows => rows.Generation).Append(facts.Generation).OfType<string>(), Math.Max(facts.Writes, sources.Max(rows => rows.Writes)) + 1);
        }
        else
        {
            LedgerFacts.CountWrite(connection);
        }

        var text = Message(carried, sources.Any(rows => rows.IsWhole));
        LedgerFacts.Tell(connection, time.GetUtcNow(), text);
        return text;
    }

    private string Message(int carried, bool isWhole)
    {
        var rest = isWhole
            ? "Every task of the earlier file is listed."
            : "Older tasks may be missing from list_videos and from the limits, and a create with the requestId of such a task would be paid again: compare with CometAPI's usage page first.";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The ledger file in {directory} was deleted, emptied or replaced from outside (noticed {time.GetUtcNow():yyyy-MM-dd HH:mm} UTC). {carried} {(carried == 1 ? "task was" : "tasks were")} put back into it. {rest}");
    }

    private void Forget()
    {
        _known.Forget();
        _generation = null;
        _dataVersion = -1;
    }
}
