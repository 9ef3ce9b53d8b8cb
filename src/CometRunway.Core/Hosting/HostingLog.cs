using Microsoft.Extensions.Logging;

namespace CometRunway.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(EventId = 30, Level = LogLevel.Warning, Message = "The host stopped before the service answered the paid request of {Handles}. The task stays recorded; its outcome is unknown until the answer arrives or a person settles it. Set HostOptions.ShutdownTimeout above CometRunwayOptions.CreateTimeout to avoid this")]
    public static partial void StillInFlight(ILogger logger, IReadOnlyList<string> handles);

    [LoggerMessage(EventId = 31, Level = LogLevel.Information, Message = "Waiting for the service's answer to the paid request of {Handles} before the host stops")]
    public static partial void WaitingForAnswers(ILogger logger, IReadOnlyList<string> handles);
}
