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
        CreateResult.Created c => Started(c.Task, prepared, "Not ready yet: call get_video"),
        CreateResult.Pending u => Started(u.Task, prepared, "Not ready yet, the service has not answered so far: call get_video"),
        CreateResult.Duplicate d => Earlier(d.Earlier, now),
        CreateResult.NotSent n => Failures.Of(n.Error, names),
        CreateResult.Rejected r => Failures.Rejected(r, prepared, names),
        CreateResult.OutcomeUnknown u => Unknown(u.Task),
        CreateResult.BlockedByUnknown u => Blocked(u.Earlier, now),
        CreateResult.OverBudget o => BudgetReplies.Refused(o.Refusal, now, names, wasAsked),
        _ => throw new InvalidOperationException("Unknown create result."),
    };

    private static CreateReply Started(VideoTask task, PreparedRequest prepared, string first) => new()
    {
        Created = true,
        Message = $"{first} with taskId {task.Handle}. The file is saved by itself when the video is ready, usually within a minute or two. Do not create it again.",
        Handle = task.Handle,
        TaskId = task.TaskId,
        State = TaskStateText.Of(task),
        Request = NextActions.ToArguments(prepared.Requested, prepared.Settings),
        Notes = RequestReplies.Notes(prepared) is { Count: > 0 } notes ? notes : null,
        Warnings = Warnings(task, prepared),
        NextAction = NextActions.Get(task.Handle),
    };

    private static CreateReply Earlier(VideoTask earlier, DateTimeOffset now) => new()
    {
        Created = false,
        Message = $"created: false. No new video was made and nothing was charged: the same request was created {Ago(now - earlier.CreatedAt)} as {earlier.Handle}{(earlier.HasOtherKey ? " with another API key" : "")}, which {TaskStateText.ForPeople(earlier)}. "
            + "Call get_video for it. Only if the user wants another take, call create_video_from_image again with newTake true and, where the model takes one, another seed.",
        Handle = earlier.Handle,
        TaskId = earlier.TaskId,
        State = TaskStateText.Of(earlier),
        NextAction = NextActions.Get(earlier.Handle),
    };

    public static ErrorReply Unknown(VideoTask task) => new()
    {
        Message = $"Nobody can tell whether the service took this request ({task.Handle}): it may have been charged. Do not create it again; CometAPI offers no look-up. "
            + $"Tell the user: their CometAPI usage page shows whether a task was made, and `comet-runway-mcp tasks resolve {task.Handle} --not-charged` or `--task ID` resolves it.",
        Code = ErrorCodes.OutcomeUnknown,
        Charged = "unknown",
        Handle = task.Handle,
        ServiceSaid = task.ErrorMessage,
    };

    private static ErrorReply Blocked(VideoTask earlier, DateTimeOffset now) => new()
    {
        Message = $"Nothing was created: the same request was sent {Ago(now - earlier.CreatedAt)} as {earlier.Handle}, its outcome is unknown and it may have been charged. "
            + $"newTake does not override that. Tell the user to resolve it: `comet-runway-mcp tasks resolve {earlier.Handle} --not-charged` or `--task ID`.",
        Code = ErrorCodes.EarlierOutcomeUnknown,
        Charged = "no",
        Handle = earlier.Handle,
    };

    private static string[]? Warnings(VideoTask task, PreparedRequest prepared)
    {
        string[] warnings =
        [
            .. prepared.Violations.Where(v => v.Severity == Severity.Warning).Select(v => v.Problem),
            .. task.Warning is null ? Array.Empty<string>() : [task.Warning],
        ];
        return warnings.Length > 0 ? warnings : null;
    }

    private static string Ago(TimeSpan age) => age.TotalSeconds < 90
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, age.TotalSeconds):0} s ago")
        : age.TotalHours < 2
            ? string.Create(CultureInfo.InvariantCulture, $"{age.TotalMinutes:0} min ago")
            : string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0} h ago");
}
