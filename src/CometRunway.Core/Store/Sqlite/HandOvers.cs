using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CometRunway.Store.Sqlite;

/// <summary>
/// Decides, in one transaction each, which process may send a recorded request. A row that awaits its sender was never sent. Whoever takes it over
/// becomes its owner and is the only one that may send it; whoever withdraws it prevents that it is sent.
/// </summary>
internal sealed class HandOvers(SqliteLedger ledger)
{
    /// <summary>The outcome of a row whose owner ended before a sender took it over.</summary>
    public static readonly SubmissionOutcome NeverSent =
        new SubmissionOutcome.Rejected(Transitions.NeverSent, "The program that asked for this task ended before the request was sent. Nothing was charged. The same request can be made again.");

    private const string Awaited = "awaited";
    private const string Doubtful = "doubtful";
    private const string Taken = "taken";
    private const string Failure = "sender_failure";

    /// <summary>Marks a new row, in the transaction that writes it: its owner only prepares the request.</summary>
    public static void MarkAwaited(SqliteConnection connection, string handle) =>
        connection.Execute("UPDATE tasks SET sender = $awaited WHERE handle = $handle", ("$awaited", Awaited), ("$handle", handle));

    /// <summary>
    /// Marks the rows that await their senders in a file that replaced another one, in the transaction of the caller. A sender may have taken them over in
    /// the other file, so only a sender may still do so, and they count as possibly sent.
    /// </summary>
    public static void Doubt(SqliteConnection connection) => connection.Execute(
        $"UPDATE tasks SET sender = $doubtful, revision = revision + 1 WHERE state = '{StateNames.Submitting}' AND sender = $awaited",
        ("$doubtful", Doubtful),
        ("$awaited", Awaited));

    /// <summary>Returns true if nothing of the row's request was sent.</summary>
    /// <param name="sender">The column <c>sender</c> of a submitting row.</param>
    public static bool IsAwaited(string? sender) => sender == Awaited;

    /// <summary>Makes this process the owner of a row that awaits its sender. Nothing may be sent before this returns a task.</summary>
    /// <param name="handle">The handle of the row.</param>
    /// <param name="isSender">False if the process that wrote the row replaces its sender.</param>
    /// <returns>The task; null if the row no longer awaits a sender, and this process must not send it.</returns>
    public VideoTask? TryTakeOver(string handle, bool isSender)
    {
        var task = ledger.Write(connection =>
        {
            var taken = connection.Execute(
                $"UPDATE tasks SET sender = $taken, owner = $owner, lease_until = $lease, revision = revision + 1 WHERE handle = $handle AND state = '{StateNames.Submitting}' AND sender IN ($awaited, $other)",
                ("$taken", isSender ? Taken : null),
                ("$owner", ledger.Owner.Name),
                ("$lease", (ledger.Time.GetUtcNow() + AdmissionPolicy.SubmissionLease).Stamp()),
                ("$handle", handle),
                ("$awaited", Awaited),
                ("$other", isSender ? Doubtful : Awaited));
            return taken == 1 ? TaskRows.Get(connection, handle) : null;
        });
        if (task is not null)
            ledger.Submissions.Remember(task);
        return task;
    }

    /// <summary>Records a row that still awaits its sender as rejected, so that it is never sent.</summary>
    /// <returns>False if a sender has it, or had it.</returns>
    public bool TryWithdraw(string handle, SubmissionOutcome.Rejected outcome) => ledger.Write(connection =>
    {
        var waiting = connection.Number(
            $"SELECT count(*) FROM tasks WHERE handle = $handle AND state = '{StateNames.Submitting}' AND sender = $awaited",
            ("$handle", handle),
            ("$awaited", Awaited));
        if (waiting == 0 || TaskRows.Get(connection, handle) is not { } before)
            return false;
        var now = ledger.Time.GetUtcNow();
        TaskRows.Update(connection, before, Transitions.Conclude(before, outcome, now), now);
        return true;
    });

    /// <summary>Returns how many senders of this machine are sending now. Processes that send their own rows do not count.</summary>
    public int CountRunning() => ledger.Read(connection => connection.Query(
        $"SELECT owner FROM tasks WHERE state = '{StateNames.Submitting}' AND sender = $taken",
        row => row.TextOrNull(0),
        ("$taken", Taken))).Count(ledger.Owner.IsRunning);

    /// <summary>Returns the last failure of a sender; null if there was none.</summary>
    public SenderFailure? GetLastFailure() => ledger.Read(connection => connection.Text("SELECT value FROM facts WHERE name = $name", ("$name", Failure))) is { } text
        && text.Split(' ', 2) is [var at, var message]
        && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? new SenderFailure(time, message)
            : null;

    /// <summary>Records a failure of a sender, in place of the one before.</summary>
    public void RecordFailure(string message)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{ledger.Time.GetUtcNow().UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} {message}");
        ledger.Write(connection => connection.Execute("INSERT OR REPLACE INTO facts (name, value) VALUES ($name, $text)", ("$name", Failure), ("$text", text)));
    }
}

/// <summary>A failure of a sender.</summary>
/// <param name="At">When it was noticed.</param>
/// <param name="Message">What happened.</param>
internal sealed record SenderFailure(DateTimeOffset At, string Message);
