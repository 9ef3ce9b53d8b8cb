using CometRunway.VideoTasks;

namespace CometRunway.Ledger.Storage;

/// <summary>
/// What news does to a task: pure functions. The rules: an id is never lost; an answer settles a doubt and never makes one; a final state
/// stays. Each returns the same object when nothing changes.
/// </summary>
internal static class Transitions
{
    private const int TextLimit = 1000;

    public static TaskEntry Conclude(TaskEntry entry, Outcome outcome, DateTimeOffset at) => outcome.State switch
    {
        LedgerState.Accepted => Accept(entry, outcome, at),
        LedgerState.Rejected when IsOpen(entry) => Explain(entry, outcome) with { State = LedgerState.Rejected, FinishedAt = at },
        LedgerState.Unknown when entry.State == LedgerState.Submitting => Explain(entry, outcome) with { State = LedgerState.Unknown },
        _ => entry,
    };

    public static TaskEntry Settle(TaskEntry entry, Settlement settlement, DateTimeOffset at) => settlement switch
    {
        Settlement.TaskIs(var id) => entry with
        {
            State = LedgerState.Accepted,
            TaskId = id,
            SubmittedAt = at,
            SettledAt = at,
            ErrorCode = null,
            ErrorMessage = null,
        },
        _ => entry with
        {
            State = LedgerState.Rejected,
            SettledAt = at,
            FinishedAt = at,
            ErrorCode = "settled_not_charged",
            ErrorMessage = "A person settled that this task was not charged.",
        },
    };

    public static TaskEntry Observe(TaskEntry entry, VideoTask task, DateTimeOffset now)
    {
        if (entry.State is LedgerState.Submitting or LedgerState.Unknown or LedgerState.Rejected or LedgerState.Other)
            return entry;
        var state = StateOf(task.Status);
        if (entry.IsFinal && state != entry.State)
            return entry;
        var news = entry.IsFinal ? Refresh(entry, task, now) : Advance(entry, task, state, now);
        return SameNews(news, entry) ? entry : news;
    }

    public static TaskEntry Lose(TaskEntry entry, string message) =>
        entry.HasFilesMissing || entry is { IsFinal: false, State: not (LedgerState.Submitting or LedgerState.Unknown or LedgerState.Other or LedgerState.Lost) }
            ? entry with { State = LedgerState.Lost, ErrorCode = "lost", ErrorMessage = Cap(message, TextLimit), NextPollAt = null }
            : entry;

    public static string? Cap(string? text, int limit = TextLimit) => text?.Length > limit ? text[..limit] : text;

    private static TaskEntry Advance(TaskEntry entry, VideoTask task, LedgerState? state, DateTimeOffset now)
    {
        var news = Refresh(entry, task, now) with
        {
            State = state ?? entry.State,
            RawStatus = Cap(task.RawStatus ?? task.Status.Value, 100),
            Progress = state == LedgerState.Succeeded ? 1 : Max(entry.Progress, task.Progress),
            FailureCode = Cap(task.Failure?.Code, 100) ?? entry.FailureCode,
            FailureMessage = Cap(task.Failure?.Message, TextLimit) ?? entry.FailureMessage,
        };
        if (state is not null && entry.State == LedgerState.Lost)
            news = news with { ErrorCode = null, ErrorMessage = null };
        return news.IsFinal ? news with { FinishedAt = task.FinishedAt ?? now, NextPollAt = null } : news;
    }

    private static TaskEntry Accept(TaskEntry entry, Outcome outcome, DateTimeOffset at)
    {
        if (entry.TaskId == outcome.TaskId)
            return entry;
        if (entry.TaskId is not null)
            return entry with { Warning = Join(entry.Warning, $"The service also gave the id {outcome.TaskId} for this task.") };
        // An id is proof, also against a person's settlement that nothing was charged.
        return entry with
        {
            State = LedgerState.Accepted,
            TaskId = outcome.TaskId,
            SubmittedAt = at,
            FinishedAt = null,
            ErrorCode = null,
            ErrorMessage = null,
            Credits = outcome.Credits,
            MayNeverBecomeVisible = outcome.MayNeverBecomeVisible,
            Warning = Warnings(entry, outcome),
        };
    }

    private static string? Warnings(TaskEntry entry, Outcome outcome)
    {
        var warning = entry.Warning;
        if (entry.SettledAt is not null)
            warning = Join(warning, "A person had settled this task as not charged; then the service's answer arrived: it was taken.");
        return outcome.MayNeverBecomeVisible
            ? Join(warning, "The service took the task and reported an error after the id: it may never become visible.")
            : warning;
    }

    private static bool IsOpen(TaskEntry entry) => entry.State is LedgerState.Submitting or LedgerState.Unknown;

    private static TaskEntry Explain(TaskEntry entry, Outcome outcome) =>
        entry with { ErrorCode = Cap(outcome.Code, 100), ErrorMessage = Cap(outcome.Message) };

    private static TaskEntry Refresh(TaskEntry entry, VideoTask task, DateTimeOffset now)
    {
        var credits = task.Credits ?? entry.Credits;
        return task.Output.Count == 0
            ? entry with { Credits = credits }
            : entry with { Credits = credits, OutputLinks = [.. task.Output.Select(link => link.AbsoluteUri)], LinksReadAt = now };
    }

    private static LedgerState? StateOf(VideoTaskStatus status)
    {
        if (status == VideoTaskStatus.NotVisibleYet)
            return null;
        if (status == VideoTaskStatus.Pending)
            return LedgerState.Pending;
        if (status == VideoTaskStatus.Throttled)
            return LedgerState.Throttled;
        if (status == VideoTaskStatus.Succeeded)
            return LedgerState.Succeeded;
        if (status == VideoTaskStatus.Failed)
            return LedgerState.Failed;
        return status == VideoTaskStatus.Cancelled ? LedgerState.Cancelled : LedgerState.Running;
    }

    private static bool SameNews(TaskEntry one, TaskEntry other) =>
        one with { OutputLinks = other.OutputLinks } == other && one.OutputLinks.SequenceEqual(other.OutputLinks);

    private static double? Max(double? one, double? other) =>
        one is { } first && other is { } second ? Math.Max(first, second) : one ?? other;

    private static string Join(string? first, string second) => Cap(first is null ? second : $"{first} {second}")!;
}
