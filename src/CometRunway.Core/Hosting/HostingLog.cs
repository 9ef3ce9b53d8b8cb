using Microsoft.Extensions.Logging;

namespace CometRunway.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(EventId = 30, Level = LogLevel.Warning, Message = "The host stopped before a paid request was answered. Its task stays recorded; the outcome is unknown until the answer arrives or a person settles it. A ShutdownTimeout of the create timeout avoids this")]
    public static partial void StillInFlight(ILogger logger);
}
