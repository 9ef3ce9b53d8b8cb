using System.Globalization;
using CometRunway.SemanticKernel.Guard;
using CometRunway.SemanticKernel.Replies;
using CometRunway.Store;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Creates the replies that list tasks.</summary>
internal static class ListReplies
{
    private const int PromptShown = 80;

    public static ListReply Of(TaskPage page, UsageTotals totals) => new()
    {
        Message = $"{Found(page)} {UnknownNote(totals)}{OtherKeyNote(page)}{UsageWords.Of(totals)}",
        Videos = [.. page.Tasks.Select(Line)],
        Total = page.Total,
        NextCursor = page.NextCursor,
    };

    public static ErrorReply NoSuchState(string given) => new()
    {
        Message = $"{ArgumentValue.Quote(given)} is not a state. Use running, finished, failed, unknown or all.",
        Code = ErrorCodes.InvalidArguments,
        Charged = "no",
        NextAction = new(FunctionNames.List, []),
    };

    public static ErrorReply BadCursor() => new()
    {
        Message = "The cursor is not one of ours. Leave it out for the first page, or pass nextCursor as it was given.",
        Code = ErrorCodes.InvalidArguments,
        Charged = "no",
        NextAction = new(FunctionNames.List, []),
    };

    private static ListedVideo Line(VideoTask task) => new()
    {
        Handle = task.Handle,
        State = TaskStateText.Of(task),
        OtherKey = task.HasOtherKey ? true : null,
        Created = task.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture),
        Image = task.ImageName,
        Prompt = task.Settings.Prompt is { Length: > PromptShown } longer ? ArgumentValue.Show(longer) : task.Settings.Prompt,
        Settings = string.Join(", ", new[] { task.Settings.Model, task.Settings.Ratio, task.Settings.Duration is { } s ? $"{s} s" : null, task.Settings.Seed is { } seed ? $"seed {seed}" : null }.Where(p => p is not null)),
        RequestId = task.RequestId,
        NotSaved = task is { HasFilesMissing: true, FileProblem: { } problem } ? $"{task.ErrorCode}: {problem}" : null,
        Path = task.Files.Count > 0 ? task.Files[0].Path : null,
    };

    private static string Found(TaskPage page) => page switch
    {
        { Total: 0 } => "No task matches.",
        { NextCursor: null } when page.Total == page.Tasks.Count => page.Total == 1 ? "1 task." : $"{page.Total} tasks, newest first.",
        _ => $"{page.Tasks.Count} of {page.Total} tasks, newest first.",
    };

    private static string OtherKeyNote(TaskPage page) =>
        page.Tasks.Any(task => task.HasOtherKey) ? "Those with otherKey were created with another API key than the one in use; they count like the others. " : "";

    private static string UnknownNote(UsageTotals totals) =>
        totals.ByState.TryGetValue(VideoTaskState.Unknown, out var unknown) && unknown > 0
            ? $"{unknown} of unknown outcome may have been charged: list them with state unknown. "
            : "";
}
