using Microsoft.Extensions.Logging;

namespace CometRunway.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(EventId = 30, Level = LogLevel.Warning, Message = "The host stopped before the service responded to the paid request of {Handles}. The task is recorded with an unknown outcome, which a person can resolve. To avoid this, set HostOptions.ShutdownTimeout to a higher value than CometRunwayOptions.CreateTimeout")]
    public static partial void StillInFlight(ILogger logger, IReadOnlyList<string> handles);

    [LoggerMessage(EventId = 31, Level = LogLevel.Information, Message = "Waiting for the response to the paid request of {Handles} before the host stops")]
    public static partial void WaitingForResponses(ILogger logger, IReadOnlyList<string> handles);
}
