using Microsoft.Extensions.Logging;

namespace CometRunway.Store.Sqlite;

internal static partial class StoreLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Notice}")]
    public static partial void Damaged(this ILogger logger, string notice);

    [LoggerMessage(2, LogLevel.Error, "The answer for task {Handle} could not be written into the ledger; it is kept in {File} and will be taken over from there.")]
    public static partial void AnswerKeptAside(this ILogger logger, string handle, string file, Exception reason);

    [LoggerMessage(3, LogLevel.Critical, "The answer for task {Handle} could be written nowhere. Its outcome: {Outcome}. The service's id: {TaskId}.")]
    public static partial void AnswerOnlyHere(this ILogger logger, string handle, string outcome, string? taskId, Exception reason);

    [LoggerMessage(5, LogLevel.Warning, "The program that created {Handle} ended before the service's answer was written down: whether it was charged is unknown, and it is never repeated. Look at CometAPI's usage page, then settle it: comet-runway-mcp tasks settle {Handle}, or ITaskStoreAdmin.ResolveUnknownAsync.")]
    public static partial void OutcomeUnknown(this ILogger logger, string handle);

    [LoggerMessage(4, LogLevel.Warning, "The kept answer {File} cannot be read and is left where it is.")]
    public static partial void AnswerUnreadable(this ILogger logger, string file, Exception reason);
}
