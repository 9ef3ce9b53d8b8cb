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
        Message = $"{Found(page)} {Unsettled(totals)}{UsageWords.Of(totals)}",
        Videos = [.. page.Entries.Select(Line)],
        Total = page.Total,
        NextCursor = page.NextCursor,
    };

    public static ErrorReply NoSuchState(string given) => new()
    {
        Message = $"\"{ArgumentValue.Show(given)}\" is not a state. Use running, finished, failed, unknown or all.",
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

    private static ListedVideo Line(VideoTask entry) => new()
    {
        Handle = entry.Handle,
        State = TaskStateText.Of(entry),
        Created = entry.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture),
        Image = entry.ImageName,
        Prompt = entry.Settings.Prompt is { Length: > PromptShown } longer ? ArgumentValue.Show(longer) : entry.Settings.Prompt,
        Settings = string.Join(", ", new[] { entry.Settings.Model, entry.Settings.Ratio, entry.Settings.Duration is { } s ? $"{s} s" : null, entry.Settings.Seed is { } seed ? $"seed {seed}" : null }.Where(p => p is not null)),
        Path = entry.Files.Count > 0 ? entry.Files[0].Path : null,
    };

    private static string Found(TaskPage page) => page switch
    {
        { Total: 0 } => "No task matches.",
        { NextCursor: null } when page.Total == page.Entries.Count => page.Total == 1 ? "1 task." : $"{page.Total} tasks, newest first.",
        _ => $"{page.Entries.Count} of {page.Total} tasks, newest first.",
    };

    private static string Unsettled(UsageTotals totals) =>
        totals.ByState.TryGetValue(VideoTaskState.Unknown, out var unknown) && unknown > 0
            ? $"{unknown} of unknown outcome may have been charged: list them with state unknown. "
            : "";
}
