using CometRunway.SemanticKernel.Guard;
using CometRunway.SemanticKernel.Replies;
using CometRunway.Store;
using CometRunway.Tasks;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Creates the replies about a cancellation.</summary>
internal static class CancelReplies
{
    public static CancelReply Of(CancelResult result) => result switch
    {
        CancelResult.Cancelled c => Reply(c.Task, true, $"{c.Task.Handle} was cancelled; there will be no video. Whether it is charged is up to the service and not known here."),
        CancelResult.AlreadyFinished { Task: { State: VideoTaskState.Cancelled } cancelled } => Reply(cancelled, true, $"{cancelled.Handle} is cancelled already; nothing was sent."),
        CancelResult.AlreadyFinished a => Reply(a.Task, false, $"Nothing was cancelled: {a.Task.Handle} {TaskStateText.ForPeople(a.Task)}. Cancelling a finished task would delete the paid video, so it was not sent."),
        CancelResult.NothingToCancel n => Reply(n.Task, false, $"Nothing was cancelled: {n.Task.Handle} {TaskStateText.ForPeople(n.Task)}, and the service has given no id to cancel."),
        CancelResult.NotOffered n => Reply(n.Task, false, $"Nothing was cancelled: the gateway offers no way to cancel. {n.Task.Handle} goes on, and its file is saved by itself."),
        CancelResult.OtherKey o => throw new ToolErrorException(OtherKey(o.Task)),
        CancelResult.NoSuchTask n => throw new ToolErrorException(Unknown(n.Task)),
        _ => throw new InvalidOperationException("Unknown cancel result."),
    };

    private static CancelReply Reply(VideoTask task, bool cancelled, string message) => new()
    {
        Message = message,
        Cancelled = cancelled,
        Handle = task.Handle,
        State = TaskStateText.Of(task),
        NextAction = cancelled || task.State is VideoTaskState.Rejected ? null : NextActions.Get(task.Handle),
    };

    private static ErrorReply OtherKey(VideoTask task) => new()
    {
        Message = $"Nothing was cancelled: {task.Handle} was created with another API key, and the service does not let the key in use cancel it. It may still run. Tell the user: only the earlier key can cancel it.",
        Code = ErrorCodes.OtherKey,
        Charged = "unknown",
        Handle = task.Handle,
    };

    private static ErrorReply Unknown(VideoTask task) => new()
    {
        Message = $"The service answered that it does not know {task.Handle}. It may have ended just now: call get_video.",
        Code = ErrorCodes.NoSuchTask,
        Charged = "unknown",
        Handle = task.Handle,
        NextAction = NextActions.Get(task.Handle),
    };
}
