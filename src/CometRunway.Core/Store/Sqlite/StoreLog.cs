using Microsoft.Extensions.Logging;

namespace CometRunway.Store.Sqlite;

internal static partial class StoreLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Notice}")]
    public static partial void Damaged(this ILogger logger, string notice);

    [LoggerMessage(2, LogLevel.Error, "The outcome of task {Handle} could not be written to the ledger. It is kept in {File} and is applied later.")]
    public static partial void AnswerKeptAside(this ILogger logger, string handle, string file, Exception reason);

    [LoggerMessage(3, LogLevel.Critical, "The outcome of task {Handle} could not be written anywhere. Its outcome: {Outcome}. The service's id: {TaskId}.")]
    public static partial void AnswerOnlyHere(this ILogger logger, string handle, string outcome, string? taskId, Exception reason);

    [LoggerMessage(5, LogLevel.Warning, "The program that created {Handle} ended before the service's response was recorded. It is unknown whether it was charged, and it is never repeated. Check CometAPI's usage page, then resolve it: comet-runway-mcp tasks resolve {Handle}, or ITaskStoreAdmin.ResolveUnknownAsync.")]
    public static partial void OutcomeUnknown(this ILogger logger, string handle);

    [LoggerMessage(4, LogLevel.Warning, "The kept outcome {File} cannot be read and is left unchanged.")]
    public static partial void AnswerUnreadable(this ILogger logger, string file, Exception reason);
}
