using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace CometRunway.McpServer.Hosting;

/// <summary>What is told on standard error, which chat clients show to people: what we warn of ourselves, and faults of the protocol.</summary>
internal static class ServerLog
{
    public static void Configure(ILoggingBuilder logging) => logging
        .AddConsole(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            // A client may never read standard error: lines are lost then, and no answer waits for them.
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
            console.MaxQueueLength = 500;
        })
        .SetMinimumLevel(LogLevel.Warning)
        // It warns, with a stack trace, of every call that a client gave up.
        .AddFilter("ModelContextProtocol", LogLevel.Error)
        // Every retry would be a page of stack trace; what comes of them is told by whoever asked.
        .AddFilter("Polly", LogLevel.None);
}
