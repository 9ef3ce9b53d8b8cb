using CometRunway.Api;

namespace CometRunway.Store;

/// <summary>
/// Applies outcomes and updates to a task. Pure functions; each returns the same object if nothing changes. A task keeps the id from the response to its
/// request, and a known outcome never becomes unknown unless its id belongs to another task. A final state is kept with three exceptions: a rejected task becomes accepted when its id arrives, a task that counts as never
/// sent becomes unknown when its sender reports that, and a succeeded task with missing files can become not found.
/// </summary>
internal static class Transitions
{
    /// <summary>The error code of an unfinished task that the current key cannot read.</summary>
    public const string OtherKey = "other_key";

    /// <summary>The error code of a task whose process ended before anything of its request was sent.</summary>
    public const string NeverSent = "never_sent";

    /// <summary>The error code of a task of unknown outcome whose unconfirmed id the service does not confirm.</summary>
    public const string IdNotConfirmed = "id_not_confirmed";

    /// <summary>
    /// The error code of a task of unknown outcome whose request the service refused in a response with an id. If the service does not have that task, the
    /// refusal counts.
    /// </summary>
    public const string RefusedWithId = "refused_with_id";

    private const string Refused = "refused";
    private const string FileGone = "file_gone";
    private const string OtherKeyText = "It was created with another API key, and the service does not let the current key read it.";
    private const int TextLimit = 1000;

    /// <summary>Returns the state for an outcome of a task without an earlier outcome.</summary>
    public static VideoTaskState StateOf(SubmissionOutcome outcome) => outcome switch
    {
        SubmissionOutcome.Accepted => VideoTaskState.Accepted,
        SubmissionOutcome.Rejected => VideoTaskState.Rejected,
        _ => VideoTaskState.Unknown,
    };

    public static VideoTask Conclude(VideoTask task, SubmissionOutcome outcome, DateTimeOffset at) => outcome switch
    {
        SubmissionOutcome.Accepted accepted => Accept(task, accepted, at),
        SubmissionOutcome.Rejected rejected when IsOpen(task) =>
            Explain(task, rejected.Code, rejected.Message) with { State = VideoTaskState.Rejected, FinishedAt = at, UnconfirmedId = rejected.UnconfirmedId ?? task.UnconfirmedId },
        SubmissionOutcome.Unknown unknown when task.State == VideoTaskState.Submitting || IsNeverSent(task) =>
            Explain(task, unknown.Code, unknown.Message) with { State = VideoTaskState.Unknown, UnconfirmedId = unknown.UnconfirmedId ?? task.UnconfirmedId },
        // The outcome is known, but the id is never thrown away.
        _ when outcome.AnyId is { } id && task is { TaskId: null, UnconfirmedId: null } => task with { UnconfirmedId = id },
        _ => task,
    };

    public static VideoTask Apply(VideoTask task, TaskUpdate update, DateTimeOffset now) => update switch
    {
        TaskUpdate.Observed observed => Observe(task, observed.Task, now),
        TaskUpdate.NotReadable => MarkUnreadable(task),
        TaskUpdate.NotConfirmed { IsAnswer: true } when task.NeedsConfirmation && task.ErrorCode == RefusedWithId => task with { State = VideoTaskState.Rejected, FinishedAt = now, ErrorCode = Refused, NextPollAt = null },
        TaskUpdate.NotConfirmed refused when task.NeedsConfirmation => Explain(task, IdNotConfirmed, refused.Message),
        TaskUpdate.NotFound missing => MarkNotFound(task, missing.Message),
        // A download of the task that it was taken for may still end.
        TaskUpdate.FileSaved or TaskUpdate.FileNotSaved when task.State == VideoTaskState.Unknown => task,
        TaskUpdate.FileSaved saved => task with { Files = [.. WithoutFile(task, saved.File.Index), saved.File], FileProblem = null, ErrorCode = null, NextPollAt = null },
        TaskUpdate.ReadFailed failed => IsFollowed(task) && task.ErrorCode != OtherKey ? Explain(task, failed.Code, failed.Message) : task,
        TaskUpdate.FileNotSaved failed => task with { FileProblem = Cap(failed.Problem), ErrorCode = Cap(failed.Code, 100), NextPollAt = failed.RetryAt },
        TaskUpdate.FileMissing gone when task.Files.Any(file => file.Index == gone.Index) =>
            task with { Files = [.. WithoutFile(task, gone.Index)], FileProblem = Cap(gone.Problem), ErrorCode = FileGone, NextPollAt = null },
        _ => task,
    };

    /// <exception cref="InvalidOperationException">The outcome is known, or there is no resolution of a person to undo.</exception>
    public static VideoTask Resolve(VideoTask task, UnknownResolution resolution, DateTimeOffset at) => resolution switch
    {
        UnknownResolution.Undone => task.ResolvedAt is not null ? Undo(task) : throw new InvalidOperationException($"No person resolved {task.Handle}, so there is nothing to undo."),
        _ when task.State != VideoTaskState.Unknown => throw new InvalidOperationException($"Only a task of unknown outcome can be resolved; {task.Handle} is {task.State.Name()}."),
        UnknownResolution.TaskIs { TaskId: var id } => task with
        {
            State = VideoTaskState.Accepted,
            TaskId = id,
            SubmittedAt = at,
            ResolvedAt = at,
            ErrorCode = null,
            ErrorMessage = null,
        },
        _ => task with
        {
            State = VideoTaskState.Rejected,
            ResolvedAt = at,
            FinishedAt = at,
            ErrorCode = "resolved_not_charged",
            ErrorMessage = "A person recorded that this task was not charged.",
        },
    };

    /// <summary>Makes the outcome of a task unknown because its id may be, or is, that of another task. The id stays as a note, and the service is not asked for it.</summary>
    public static VideoTask DoubtId(VideoTask task, string id, string reason)
    {
        if (task is { State: VideoTaskState.Unknown, TaskId: null, ErrorCode: IdNotConfirmed } && task.UnconfirmedId == id)
            return task;
        return WithoutId(task) with { UnconfirmedId = id, ErrorCode = IdNotConfirmed, ErrorMessage = Cap(reason) };
    }

    private static VideoTask Undo(VideoTask task) => WithoutId(task) with
    {
        ErrorCode = "resolution_undone",
        ErrorMessage = "A person resolved this task and took that back. The outcome is unknown again.",
    };

    /// <summary>What was read so far belongs to the task with the id that this task no longer has. Its saved files stay where they are.</summary>
    private static VideoTask WithoutId(VideoTask task) => task with
    {
        State = VideoTaskState.Unknown,
        TaskId = null,
        SubmittedAt = null,
        ResolvedAt = null,
        FinishedAt = null,
        RawStatus = null,
        Progress = null,
        FailureCode = null,
        FailureMessage = null,
        ErrorCode = null,
        ErrorMessage = null,
        OutputLinks = [],
        LinksReadAt = null,
        NextPollAt = null,
        Files = [],
        FileProblem = null,
        Credits = null,
    };

    private static VideoTask Observe(VideoTask task, ApiTask reported, DateTimeOffset now)
    {
        if (task.State is VideoTaskState.Submitting or VideoTaskState.Unknown or VideoTaskState.Rejected or VideoTaskState.Unrecognized)
            return task;
        var state = StateOf(reported.Status);
        if (task.IsFinal && state != task.State)
            return task;
        var news = task.IsFinal ? Refresh(task, reported, now) : Advance(task, reported, state, now);
        return SameNews(news, task) ? task : news;
    }

    private static VideoTask MarkUnreadable(VideoTask task)
    {
        var marked = task.HasFilesMissing ? task with { FileProblem = OtherKeyText } : task.NeedsWork ? Explain(task, OtherKey, OtherKeyText) : task;
        return marked == task ? task : marked;
    }

    private static VideoTask MarkNotFound(VideoTask task, string message) =>
        task.HasFilesMissing || task is { IsFinal: false, State: not (VideoTaskState.Submitting or VideoTaskState.Unknown or VideoTaskState.Unrecognized or VideoTaskState.NotFound) }
            ? task with { State = VideoTaskState.NotFound, ErrorCode = "lost", ErrorMessage = Cap(message, TextLimit), NextPollAt = null }
            : task;

    private static string? Cap(string? text, int limit = TextLimit) => text?.Length > limit ? text[..limit] : text;

    private static VideoTask Advance(VideoTask task, ApiTask reported, VideoTaskState? state, DateTimeOffset now)
    {
        var news = Refresh(task, reported, now) with
        {
            State = state ?? task.State,
            RawStatus = Cap(reported.RawStatus ?? reported.Status.Value, 100),
            Progress = state == VideoTaskState.Succeeded ? 1 : Max(task.Progress, reported.Progress),
            FailureCode = Cap(reported.Failure?.Code, 100) ?? task.FailureCode,
            FailureMessage = Cap(reported.Failure?.Message, TextLimit) ?? task.FailureMessage,
        };
        if (state is not null || task.State != VideoTaskState.NotFound)
            news = news with { ErrorCode = null, ErrorMessage = null };
        return news.IsFinal ? news with { FinishedAt = reported.FinishedAt ?? now, NextPollAt = null } : news;
    }

    private static VideoTask Accept(VideoTask task, SubmissionOutcome.Accepted outcome, DateTimeOffset at)
    {
        if (task.TaskId is not null && outcome.IdFromError)
            return task;
        if (task.TaskId == outcome.TaskId)
            return TaskIdClaims.IsIndirect(task) ? task with { ResolvedAt = null, UnconfirmedId = null } : task;
        if (task.TaskId is not null && !TaskIdClaims.IsIndirect(task))
            return task with { Warning = Join(task.Warning, $"The service also gave the id {outcome.TaskId} for this task.") };
        // The id proves that the task exists, even if it was recorded as rejected, or a person named another one.
        return (task.TaskId is null ? task : WithoutId(task)) with
        {
            State = VideoTaskState.Accepted,
            TaskId = outcome.TaskId,
            UnconfirmedId = outcome.IdFromError ? outcome.TaskId : null,
            SubmittedAt = at,
            FinishedAt = null,
            ResolvedAt = null,
            ErrorCode = null,
            ErrorMessage = null,
            Credits = outcome.Credits,
            MayNeverBecomeVisible = outcome.MayNeverBecomeVisible,
            Warning = Warnings(task, outcome),
        };
    }

    private static string? Warnings(VideoTask task, SubmissionOutcome.Accepted outcome)
    {
        var warning = task.Warning;
        if (task.TaskId is not null)
            warning = Join(warning, $"This task had the id {task.TaskId}. Then the service's response arrived with another id, which counts.");
        else if (task.ResolvedAt is not null)
            warning = Join(warning, "A person had resolved this task as not charged. Then the service's response arrived with an id, so the task counts as accepted.");
        return outcome.MayNeverBecomeVisible
            ? Join(warning, "The service took the task and reported an error after the id: it may never become visible.")
            : warning;
    }

    /// <summary>The service runs the task, as far as is known.</summary>
    private static bool IsFollowed(VideoTask task) =>
        task.State is VideoTaskState.Accepted or VideoTaskState.Pending or VideoTaskState.Throttled or VideoTaskState.Running;

    /// <summary>Others found that the request was never sent. The process that sent it knows better.</summary>
    private static bool IsNeverSent(VideoTask task) => task is { State: VideoTaskState.Rejected, ErrorCode: NeverSent };

    private static bool IsOpen(VideoTask task) => task.State is VideoTaskState.Submitting or VideoTaskState.Unknown;

    /// <summary>Returns the same object if nothing changes, so that a repeated error is not written again.</summary>
    private static VideoTask Explain(VideoTask task, string code, string message) => task.ErrorCode == Cap(code, 100) && task.ErrorMessage == Cap(message)
        ? task
        : task with { ErrorCode = Cap(code, 100), ErrorMessage = Cap(message) };

    private static IEnumerable<SavedFile> WithoutFile(VideoTask task, int index) => task.Files.Where(file => file.Index != index);

    private static VideoTask Refresh(VideoTask task, ApiTask reported, DateTimeOffset now)
    {
        var credits = reported.Credits ?? task.Credits;
        return reported.Output.Count == 0
            ? task with { Credits = credits }
            : task with { Credits = credits, OutputLinks = [.. reported.Output.Select(link => link.AbsoluteUri)], LinksReadAt = now };
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
