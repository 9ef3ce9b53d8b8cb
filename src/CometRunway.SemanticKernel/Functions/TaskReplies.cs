using CometRunway.SemanticKernel.Replies;
using CometRunway.Store;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Creates the replies for a name that matches no task or several tasks.</summary>
internal static class TaskReplies
{
    public static ErrorReply NoneYet() => new()
    {
        Message = "There is no video task yet. Create one with create_video_from_image.",
        Code = ErrorCodes.NoSuchTask,
        Charged = "no",
    };

    public static ErrorReply NotFound(string given, FindOutcome.NotFound none) => new()
    {
        Message = $"There is no task {Guard.ArgumentValue.Quote(given)} here. Never invent an id. {Known(none)}",
        Code = ErrorCodes.NoSuchTask,
        Charged = "no",
        NextAction = none.Nearest.Count switch
        {
            0 => null,
            1 => NextActions.Get(none.Nearest[0].Handle),
            _ => NextActions.List(),
        },
    };

    public static ErrorReply Ambiguous(string given, IReadOnlyList<VideoTask> several) => new()
    {
        Message = $"{Guard.ArgumentValue.Quote(given)} fits several tasks: {Handles(several)}. Call get_video with one of them.",
        Code = ErrorCodes.AmbiguousTask,
        Charged = "no",
        NextAction = NextActions.List(),
    };

    private static string Known(FindOutcome.NotFound none) =>
        none.Nearest.Count == 0 ? "There are no tasks yet." : $"The tasks nearest to it are {Handles(none.Nearest)}.";

    private static string Handles(IReadOnlyList<VideoTask> entries) => string.Join(", ", entries.Take(5).Select(e => e.Handle));
}
