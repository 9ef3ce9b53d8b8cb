using CometRunway.Errors;
using Microsoft.Extensions.Logging;

namespace CometRunway.Diagnostics;

/// <summary>Every log message of the client. None takes a header, a body or an address with a query.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Task {TaskId} was created")]
    public static partial void TaskCreated(ILogger logger, string taskId);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Task {TaskId} was created, but an error followed in the same answer: the gateway may never show it")]
    public static partial void TaskMayStayHidden(ILogger logger, string taskId);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "The connection for a create did not open ({Reason}); nothing was sent, trying once more")]
    public static partial void CreateRepeated(ILogger logger, string reason);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "A create ended without an answer that can be read ({Reason}); charged: {Charge}")]
    public static partial void CreateWithoutAnswer(ILogger logger, string reason, ChargeStatus charge);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "The service answered a {Operation} with HTTP {Status}: {Kind}, code {Code}, request {RequestId}, charged: {Charge}")]
    public static partial void Refused(ILogger logger, string operation, int status, ApiErrorKind kind, string? code, string? requestId, ChargeStatus charge);

    [LoggerMessage(EventId = 6, Level = LogLevel.Information, Message = "A read is repeated in {Delay} ({Reason})")]
    public static partial void ReadRepeated(ILogger logger, TimeSpan delay, string reason);

    [LoggerMessage(EventId = 7, Level = LogLevel.Warning, Message = "A handler of this app's HTTP pipeline tried to send a paid create again and was stopped. Keep retries and hedging away from the client {ClientName}")]
    public static partial void CreateSentAgainPrevented(ILogger logger, string clientName);
}
