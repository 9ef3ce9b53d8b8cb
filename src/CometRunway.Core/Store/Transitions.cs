using CometRunway.Api;

namespace CometRunway.Store;

/// <summary>
/// Pure functions that apply updates to a task. An id is never lost, an outcome can resolve an unknown one but never the reverse, and a final state
/// is kept. Each returns the same object if nothing changes.
/// </summary>
internal static class Transitions
{
    private const int TextLimit = 1000;

    /// <summary>The state that an outcome leads to, where nothing better is known.</summary>
    public static VideoTaskState StateOf(SubmissionOutcome outcome) => outcome switch
    {
        SubmissionOutcome.Accepted => VideoTaskState.Accepted,
        SubmissionOutcome.Rejected => VideoTaskState.Rejected,
        _ => VideoTaskState.Unknown,
    };

    public static VideoTask Conclude(VideoTask entry, SubmissionOutcome outcome, DateTimeOffset at) => outcome switch
    {
        SubmissionOutcome.Accepted accepted => Accept(entry, accepted, at),
        SubmissionOutcome.Rejected rejected when IsOpen(entry) =>
            Explain(entry, rejected.Code, rejected.Message) with { State = VideoTaskState.Rejected, FinishedAt = at },
        SubmissionOutcome.Unknown unknown when entry.State == VideoTaskState.Submitting =>
            Explain(entry, unknown.Code, unknown.Message) with { State = VideoTaskState.Unknown },
        _ => entry,
    };

    public static VideoTask Apply(VideoTask entry, TaskUpdate update, DateTimeOffset now) => update switch
    {
        TaskUpdate.Observed observed => Observe(entry, observed.Task, now),
        TaskUpdate.NotFound missing => MarkNotFound(entry, missing.Message),
        TaskUpdate.FileSaved saved => entry with { Files = [.. WithoutFile(entry, saved.File.Index), saved.File], FileProblem = null, NextPollAt = null },
        TaskUpdate.FileNotSaved failed => entry with { FileProblem = Cap(failed.Problem), NextPollAt = failed.RetryAt },
        TaskUpdate.FileMissing gone when entry.Files.Any(file => file.Index == gone.Index) =>
            entry with { Files = [.. WithoutFile(entry, gone.Index)], FileProblem = Cap(gone.Problem), NextPollAt = null },
        _ => entry,
    };

    public static VideoTask ResolveUnknown(VideoTask entry, UnknownResolution settlement, DateTimeOffset at) => settlement switch
    {
        UnknownResolution.TaskIs(var id) => entry with
        {
            State = VideoTaskState.Accepted,
            TaskId = id,
            SubmittedAt = at,
            ResolvedAt = at,
            ErrorCode = null,
            ErrorMessage = null,
        },
        _ => entry with
        {
            State = VideoTaskState.Rejected,
            ResolvedAt = at,
            FinishedAt = at,
            ErrorCode = "settled_not_charged",
            ErrorMessage = "A person settled that this task was not charged.",
        },
    };

    private static VideoTask Observe(VideoTask entry, ApiTask task, DateTimeOffset now)
    {
        if (entry.State is VideoTaskState.Submitting or VideoTaskState.Unknown or VideoTaskState.Rejected or VideoTaskState.Unrecognized)
            return entry;
        var state = StateOf(task.Status);
        if (entry.IsFinal && state != entry.State)
            return entry;
        var news = entry.IsFinal ? Refresh(entry, task, now) : Advance(entry, task, state, now);
        return SameNews(news, entry) ? entry : news;
    }

    private static VideoTask MarkNotFound(VideoTask entry, string message) =>
        entry.HasFilesMissing || entry is { IsFinal: false, State: not (VideoTaskState.Submitting or VideoTaskState.Unknown or VideoTaskState.Unrecognized or VideoTaskState.NotFound) }
            ? entry with { State = VideoTaskState.NotFound, ErrorCode = "lost", ErrorMessage = Cap(message, TextLimit), NextPollAt = null }
            : entry;

    private static string? Cap(string? text, int limit = TextLimit) => text?.Length > limit ? text[..limit] : text;

    private static VideoTask Advance(VideoTask entry, ApiTask task, VideoTaskState? state, DateTimeOffset now)
    {
        var news = Refresh(entry, task, now) with
        {
            State = state ?? entry.State,
            RawStatus = Cap(task.RawStatus ?? task.Status.Value, 100),
            Progress = state == VideoTaskState.Succeeded ? 1 : Max(entry.Progress, task.Progress),
            FailureCode = Cap(task.Failure?.Code, 100) ?? entry.FailureCode,
            FailureMessage = Cap(task.Failure?.Message, TextLimit) ?? entry.FailureMessage,
        };
        if (state is not null && entry.State == VideoTaskState.NotFound)
            news = news with { ErrorCode = null, ErrorMessage = null };
        return news.IsFinal ? news with { FinishedAt = task.FinishedAt ?? now, NextPollAt = null } : news;
    }

    private static VideoTask Accept(VideoTask entry, SubmissionOutcome.Accepted outcome, DateTimeOffset at)
    {
        if (entry.TaskId == outcome.TaskId)
            return entry;
        if (entry.TaskId is not null)
            return entry with { Warning = Join(entry.Warning, $"The service also gave the id {outcome.TaskId} for this task.") };
        // An id proves that the task exists, even if a person resolved it as not charged.
        return entry with
        {
            State = VideoTaskState.Accepted,
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

    private static string? Warnings(VideoTask entry, SubmissionOutcome.Accepted outcome)
    {
        var warning = entry.Warning;
        if (entry.ResolvedAt is not null)
            warning = Join(warning, "A person had settled this task as not charged; then the service's answer arrived: it was taken.");
        return outcome.MayNeverBecomeVisible
            ? Join(warning, "The service took the task and reported an error after the id: it may never become visible.")
            : warning;
    }

    private static bool IsOpen(VideoTask entry) => entry.State is VideoTaskState.Submitting or VideoTaskState.Unknown;

    private static VideoTask Explain(VideoTask entry, string code, string message) =>
        entry with { ErrorCode = Cap(code, 100), ErrorMessage = Cap(message) };

    private static IEnumerable<SavedFile> WithoutFile(VideoTask entry, int index) => entry.Files.Where(file => file.Index != index);

    private static VideoTask Refresh(VideoTask entry, ApiTask task, DateTimeOffset now)
    {
        var credits = task.Credits ?? entry.Credits;
        return task.Output.Count == 0
            ? entry with { Credits = credits }
            : entry with { Credits = credits, OutputLinks = [.. task.Output.Select(link => link.AbsoluteUri)], LinksReadAt = now };
    }

    private static VideoTaskState? StateOf(ApiTaskStatus status)
    {
        if (status == ApiTaskStatus.NotVisibleYet)
            return null;
        if (status == ApiTaskStatus.Pending)
            return VideoTaskState.Pending;
        if (status == ApiTaskStatus.Throttled)
            return VideoTaskState.Throttled;
        if (status == ApiTaskStatus.Succeeded)
            return VideoTaskState.Succeeded;
        if (status == ApiTaskStatus.Failed)
            return VideoTaskState.Failed;
        return status == ApiTaskStatus.Cancelled ? VideoTaskState.Cancelled : VideoTaskState.Running;
    }

    private static bool SameNews(VideoTask one, VideoTask other) =>
        one with { OutputLinks = other.OutputLinks } == other && one.OutputLinks.SequenceEqual(other.OutputLinks);

    private static double? Max(double? one, double? other) =>
        one is { } first && other is { } second ? Math.Max(first, second) : one ?? other;

    private static string Join(string? first, string second) => Cap(first is null ? second : $"{first} {second}")!;
}
