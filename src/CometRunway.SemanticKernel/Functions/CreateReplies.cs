using System.Globalization;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.SemanticKernel.Replies;
using CometRunway.Store;
using CometRunway.Tasks;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Creates the replies for the outcome of a create call.</summary>
internal static class CreateReplies
{
    public static ToolReply Of(CreateResult result, PreparedRequest prepared, DateTimeOffset now, SettingNames names, bool wasAsked = false) => result switch
    {
        CreateResult.Created c => Started(c.Task, prepared, "Not ready yet: call get_video") with { Limits = BudgetReplies.Left(result.Limits) },
        CreateResult.Pending u => Started(u.Task, prepared, "Not ready yet, the service has not answered so far: call get_video") with { Limits = BudgetReplies.Left(result.Limits) },
        CreateResult.Repeated { Earlier: { State: VideoTaskState.Unknown } unknown } => Blocked(unknown, $"with this requestId the request was sent {Ago(now - unknown.CreatedAt)}", ""),
        CreateResult.Repeated r => Repeated(r.Earlier, now) with { Limits = BudgetReplies.Left(result.Limits) },
        CreateResult.RequestIdConflict c => Conflict(c.Earlier, now),
        CreateResult.Duplicate d => Duplicate(d.Earlier, prepared, now) with { Limits = BudgetReplies.Left(result.Limits) },
        CreateResult.NotSent n => Again(Failures.Of(n.Error, names), prepared),
        CreateResult.Rejected r => Again(Failures.Rejected(r, prepared, names), prepared),
        CreateResult.OutcomeUnknown u => Unknown(u.Task),
        CreateResult.BlockedByUnknown u => Blocked(u.Earlier, $"the same request was sent {Ago(now - u.Earlier.CreatedAt)}", "Neither newTake nor another requestId overrides that. "),
        CreateResult.OverBudget o => Again(BudgetReplies.Refused(o.Refusal, prepared.Settings.Model, now, names, wasAsked), prepared),
        _ => throw new InvalidOperationException("Unknown create result."),
    };

    private static CreateReply Started(VideoTask task, PreparedRequest prepared, string first) => new()
    {
        Created = true,
        Message = $"{first} with taskId {task.Handle}. The file is saved by itself when the video is ready, usually within a minute or two. Do not create it again.",
        Handle = task.Handle,
        TaskId = task.TaskId,
        RequestId = task.RequestId,
        State = TaskStateText.Of(task),
        Request = NextActions.ToArguments(prepared.Requested, prepared.Settings) with { RequestId = null },
        Notes = RequestReplies.Notes(prepared) is { Count: > 0 } notes ? notes : null,
        Warnings = Warnings(task, prepared),
        NextAction = NextActions.Get(task.Handle),
    };

    private static CreateReply Duplicate(VideoTask earlier, PreparedRequest prepared, DateTimeOffset now) => Earlier(
        earlier,
        $"the same request was created {Ago(now - earlier.CreatedAt)} as {earlier.Handle}{WithOtherKey(earlier)}, which {TaskStateText.ForPeople(earlier)}. Call get_video for it. "
            + $"Only if the user wants another take, call create_video_from_image again with newTake true{(prepared.Requested.RequestId is null ? "" : ", another requestId")} and, where the model takes one, another seed.");

    private static CreateReply Repeated(VideoTask earlier, DateTimeOffset now) => Earlier(
        earlier,
        $"with this requestId the request was created {Ago(now - earlier.CreatedAt)} as {earlier.Handle}{WithOtherKey(earlier)}, which {TaskStateText.ForPeople(earlier)}. Call get_video for it. "
            + "Only if the user wants another video, call create_video_from_image again with another requestId and newTake true.");

    private static CreateReply Earlier(VideoTask earlier, string reason) => new()
    {
        Created = false,
        Message = $"created: false. No new video was made and nothing was charged: {reason}",
        Handle = earlier.Handle,
        TaskId = earlier.TaskId,
        RequestId = earlier.RequestId,
        State = TaskStateText.Of(earlier),
        NextAction = NextActions.Get(earlier.Handle),
    };

    private static ErrorReply Conflict(VideoTask earlier, DateTimeOffset now) => new()
    {
        Message = $"Nothing was created and nothing was charged: this requestId belongs to {earlier.Handle}, which was created {Ago(now - earlier.CreatedAt)} for another request and {TaskStateText.ForPeople(earlier)}. "
            + "If you meant that video, call get_video for it. If the user wants this one too, call create_video_from_image with another requestId.",
        Code = ErrorCodes.RequestIdConflict,
        Charged = "no",
        Handle = earlier.Handle,
        NextAction = NextActions.Get(earlier.Handle),
    };

    /// <summary>Says that a request that may succeed later keeps its request id: nothing was created with it.</summary>
    private static ErrorReply Again(ErrorReply reply, PreparedRequest prepared) => reply.Retryable && prepared.Requested.RequestId is not null
        ? reply with { Message = $"{reply.Message} When you call again, use the same requestId." }
        : reply;

    public static ErrorReply Unknown(VideoTask task) => task.NeedsConfirmation ? Unconfirmed(task) : new()
    {
        Message = $"Nobody can tell whether the service took this request ({task.Handle}): it may have been charged. Do not create it again, also not with another requestId; CometAPI offers no look-up. {WithId(task)}"
            + $"Tell the user: their CometAPI usage page shows whether a task was made, and `comet-runway-mcp tasks resolve {task.Handle} --not-charged` or `--task ID` resolves it.",
        Code = ErrorCodes.OutcomeUnknown,
        Charged = "unknown",
        Handle = task.Handle,
        UnconfirmedId = task.UnconfirmedId,
        ServiceSaid = task.ErrorMessage,
    };

    private static ErrorReply Unconfirmed(VideoTask task) => new()
    {
        Message = $"It is not certain whether the service took this request ({task.Handle}): its answer does not say so, but contains the id {task.UnconfirmedId}. It may have been charged. "
            + "The service is asked for that id by itself: call get_video. Do not create it again, also not with another requestId.",
        Code = ErrorCodes.OutcomeUnknown,
        Charged = "unknown",
        Handle = task.Handle,
        UnconfirmedId = task.UnconfirmedId,
        ServiceSaid = task.ErrorMessage,
        NextAction = NextActions.Get(task.Handle),
    };

    private static ErrorReply Blocked(VideoTask earlier, string reason, string restriction) => new()
    {
        Message = $"Nothing was created: {reason} as {earlier.Handle}, its outcome is unknown and it may have been charged. {WithId(earlier)}"
            + $"{restriction}Tell the user to resolve it: `comet-runway-mcp tasks resolve {earlier.Handle} --not-charged` or `--task ID`.",
        Code = ErrorCodes.EarlierOutcomeUnknown,
        Charged = "no",
        Handle = earlier.Handle,
        UnconfirmedId = earlier.UnconfirmedId,
    };

    private static string WithId(VideoTask task) => task.UnconfirmedId is null ? "" : task.ErrorCode == Transitions.IdNotConfirmed ? $"{task.ErrorMessage} " : $"The answer contained the id {task.UnconfirmedId}, which the service has not confirmed. ";

    private static string[]? Warnings(VideoTask task, PreparedRequest prepared)
    {
        string[] warnings =
        [
            .. prepared.Violations.Where(v => v.Severity == Severity.Warning).Select(v => v.Problem),
            .. task.Warning is null ? Array.Empty<string>() : [task.Warning],
        ];
        return warnings.Length > 0 ? warnings : null;
    }

    private static string WithOtherKey(VideoTask earlier) => earlier.HasOtherKey ? " with another API key" : "";

    private static string Ago(TimeSpan age) => age.TotalSeconds < 90
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, age.TotalSeconds):0} s ago")
        : age.TotalHours < 2
            ? string.Create(CultureInfo.InvariantCulture, $"{age.TotalMinutes:0} min ago")
            : age.TotalDays < 2
                ? string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0} h ago")
                : string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0} days ago");
}
