using Microsoft.Extensions.Logging;

namespace CometRunway.Store.Sqlite;

internal static partial class StoreLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Notice}")]
    public static partial void FileChanged(this ILogger logger, string notice);

    [LoggerMessage(2, LogLevel.Error, "The outcome of task {Handle} could not be written to the ledger. It is in {File} and is applied later.")]
    public static partial void AnswerKeptAside(this ILogger logger, string handle, string file, Exception reason);

    [LoggerMessage(3, LogLevel.Critical, "The outcome of task {Handle} could be written neither to the ledger nor to a file. Outcome: {Outcome}. Task id of the service: {TaskId}.")]
    public static partial void AnswerOnlyHere(this ILogger logger, string handle, string outcome, string? taskId, Exception reason);

    [LoggerMessage(5, LogLevel.Warning, "The process that created {Handle} ended before the service's response was recorded. It is unknown whether the request was charged. It is not sent again. Check CometAPI's usage page, then resolve the task: comet-runway-mcp tasks resolve {Handle}, or ITaskStoreAdmin.ResolveUnknownAsync.")]
    public static partial void OutcomeUnknown(this ILogger logger, string handle);

    [LoggerMessage(4, LogLevel.Warning, "The outcome file {File} cannot be read. It is not changed.")]
    public static partial void AnswerUnreadable(this ILogger logger, string file, Exception reason);

    [LoggerMessage(6, LogLevel.Warning, "{Warning}")]
    public static partial void UnsafePlace(this ILogger logger, string warning);
}
