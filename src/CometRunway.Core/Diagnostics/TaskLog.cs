using Microsoft.Extensions.Logging;

namespace CometRunway.Diagnostics;

/// <summary>
/// The log messages about the creation, polling and saving of tasks. They contain handles and reasons, but no links, keys or prompts.
/// </summary>
internal static partial class TaskLog
{
    [LoggerMessage(EventId = 20, Level = LogLevel.Error, Message = "Creating {Handle} failed unexpectedly; its outcome is recorded as unknown")]
    public static partial void CreateFailedUnexpectedly(ILogger logger, Exception error, string handle);

    [LoggerMessage(EventId = 21, Level = LogLevel.Warning, Message = "The ledger cannot be used: {Reason}")]
    public static partial void LedgerUnavailable(ILogger logger, string reason);

    [LoggerMessage(EventId = 22, Level = LogLevel.Error, Message = "Polling or saving {Handle} failed unexpectedly; it is retried")]
    public static partial void StepFailed(ILogger logger, Exception error, string handle);

    [LoggerMessage(EventId = 23, Level = LogLevel.Information, Message = "The status of {Handle} could not be read: {Reason}")]
    public static partial void ReadFailed(ILogger logger, string handle, string reason);

    [LoggerMessage(EventId = 24, Level = LogLevel.Warning, Message = "The video of {Handle} is ready but could not be saved: {Reason}")]
    public static partial void SaveFailed(ILogger logger, string handle, string reason);

    [LoggerMessage(EventId = 25, Level = LogLevel.Warning, Message = "The sidecar file or the gallery page for {Path} could not be written: {Reason}")]
    public static partial void SidecarFailed(ILogger logger, string path, string reason);

    [LoggerMessage(EventId = 26, Level = LogLevel.Error, Message = "The video store of the app failed while {Handle} was saved; saving is retried")]
    public static partial void StoreFailed(ILogger logger, Exception error, string handle);

    [LoggerMessage(EventId = 27, Level = LogLevel.Warning, Message = "The video store could not be queried for {Path}: {Reason}")]
    public static partial void StoreDidNotAnswer(ILogger logger, string path, string reason);

    [LoggerMessage(EventId = 32, Level = LogLevel.Warning, Message = "The progress of the app failed while it waited for {Handle}; the wait continues, and further failures of it are not logged")]
    public static partial void ProgressFailed(ILogger logger, Exception error, string handle);

    [LoggerMessage(EventId = 34, Level = LogLevel.Warning, Message = "The task store failed before a task was recorded, so nothing was sent")]
    public static partial void TaskNotRecorded(ILogger logger, Exception error);

    [LoggerMessage(EventId = 33, Level = LogLevel.Error, Message = "The poller of the app failed to start after {Handle} was created")]
    public static partial void PollerFailed(ILogger logger, Exception error, string? handle);

    [LoggerMessage(EventId = 29, Level = LogLevel.Critical, Message = "The outcome of {Handle} could not be written to the store; writing is retried while this process runs. Outcome: {Outcome}. Task id of the service: {TaskId}")]
    public static partial void OutcomeNotWritten(ILogger logger, Exception error, string handle, string outcome, string? taskId);

    [LoggerMessage(EventId = 28, Level = LogLevel.Error, Message = "The search for unfinished tasks failed unexpectedly; it is retried")]
    public static partial void LoopFailed(ILogger logger, Exception error);

    [LoggerMessage(EventId = 35, Level = LogLevel.Warning, Message = "The API key of the default caller is not available; only tasks of other known callers are polled")]
    public static partial void DefaultAccountFailed(ILogger logger, Exception error);

    [LoggerMessage(EventId = 37, Level = LogLevel.Warning, Message = "The video store did not say whether a video could be saved; the request is sent")]
    public static partial void StoreNotChecked(ILogger logger, Exception error);

    [LoggerMessage(EventId = 36, Level = LogLevel.Information, Message = "{Handle} was created with another API key and could not be read with the current one: {Reason}")]
    public static partial void OtherKeyFailed(ILogger logger, string handle, string reason);

    [LoggerMessage(EventId = 38, Level = LogLevel.Warning, Message = "The tasks of this process were not left to other processes when it stopped: {Reason}. They can be followed again within a minute")]
    public static partial void LeasesNotReleased(ILogger logger, string reason);
}
