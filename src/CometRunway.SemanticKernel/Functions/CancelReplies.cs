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
        CancelResult.Cancelled c => Reply(c.Entry, true, $"{c.Entry.Handle} was cancelled; there will be no video. Whether it is charged is up to the service and not known here."),
        CancelResult.AlreadyFinished { Entry: { State: VideoTaskState.Cancelled } cancelled } => Reply(cancelled, true, $"{cancelled.Handle} is cancelled already; nothing was sent."),
        CancelResult.AlreadyFinished a => Reply(a.Entry, false, $"Nothing was cancelled: {a.Entry.Handle} {TaskStateText.ForPeople(a.Entry)}. Cancelling a finished task would delete the paid video, so it was not sent."),
        CancelResult.NothingToCancel n => Reply(n.Entry, false, $"Nothing was cancelled: {n.Entry.Handle} {TaskStateText.ForPeople(n.Entry)}, and the service has given no id to cancel."),
        CancelResult.NotOffered n => Reply(n.Entry, false, $"Nothing was cancelled: the gateway offers no way to cancel. {n.Entry.Handle} goes on, and its file is saved by itself."),
        CancelResult.NoSuchTask n => throw new ToolErrorException(Unknown(n.Entry)),
        _ => throw new InvalidOperationException("Unknown cancel result."),
    };

    private static CancelReply Reply(VideoTask entry, bool cancelled, string message) => new()
    {
        Message = message,
        Cancelled = cancelled,
        Handle = entry.Handle,
        State = TaskStateText.Of(entry),
        NextAction = cancelled || entry.State is VideoTaskState.Rejected ? null : NextActions.Get(entry.Handle),
    };

    private static ErrorReply Unknown(VideoTask entry) => new()
    {
        Message = $"The service answered that it does not know {entry.Handle}. It may have ended just now: call get_video.",
        Code = ErrorCodes.NoSuchTask,
        Charged = "unknown",
        Handle = entry.Handle,
        NextAction = NextActions.Get(entry.Handle),
    };
}
