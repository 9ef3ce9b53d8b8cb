using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace CometRunway.McpServer.Hosting;

/// <summary>Configures logging to standard error, which chat clients show to people: warnings of this project and errors of the protocol.</summary>
internal static class ServerLog
{
    public static void Configure(ILoggingBuilder logging) => logging
        .AddConsole(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            // Some clients never read standard error. In that case log lines are dropped, so that logging does not block responses.
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
            console.MaxQueueLength = 500;
        })
        .SetMinimumLevel(LogLevel.Warning)
        // It logs a warning with a stack trace for every call that a client cancels.
        .AddFilter("ModelContextProtocol", LogLevel.Error)
        // It logs a stack trace for every retry. The caller reports the final result.
        .AddFilter("Polly", LogLevel.None);
}
