using CometRunway.Errors;
using Microsoft.Extensions.Logging;

namespace CometRunway.Diagnostics;

/// <summary>The log messages of the API client. None contains a header, a body or a URL query.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Task {TaskId} was created")]
    public static partial void TaskCreated(ILogger logger, string taskId);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Task {TaskId} was created, but the same response contains an error: the gateway may never return this task")]
    public static partial void TaskMayNeverBecomeVisible(ILogger logger, string taskId);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "The connection for a create request failed before anything was sent ({Reason}); retrying once")]
    public static partial void CreateRetried(ILogger logger, string reason);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "A create request ended without a readable response ({Reason}); charged: {Charge}")]
    public static partial void CreateWithoutResponse(ILogger logger, string reason, ChargeStatus charge);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "The service rejected a {Operation} request with HTTP {Status}: {Kind}, code {Code}, request id {RequestId}, charged: {Charge}")]
    public static partial void ErrorResponse(ILogger logger, string operation, int status, ApiErrorKind kind, string? code, string? requestId, ChargeStatus charge);

    [LoggerMessage(EventId = 6, Level = LogLevel.Information, Message = "Retrying a read request in {Delay} ({Reason})")]
    public static partial void ReadRetried(ILogger logger, TimeSpan delay, string reason);

    [LoggerMessage(EventId = 7, Level = LogLevel.Warning, Message = "An HTTP message handler tried to send a paid create request a second time, which was prevented. Do not add retries or hedging to the HTTP client {ClientName}")]
    public static partial void DuplicateCreatePrevented(ILogger logger, string clientName);

    [LoggerMessage(EventId = 8, Level = LogLevel.Warning, Message = "An HTTP message handler replaced a paid create request by another one, which was not sent. Do not add retries or hedging to the HTTP client {ClientName}, and pass its request on instead of a copy")]
    public static partial void ReplacedCreatePrevented(ILogger logger, string clientName);

    [LoggerMessage(EventId = 9, Level = LogLevel.Warning, Message = "That response contains the id {TaskId}, which may be the id of a task")]
    public static partial void ErrorResponseHasId(ILogger logger, string taskId);
}
