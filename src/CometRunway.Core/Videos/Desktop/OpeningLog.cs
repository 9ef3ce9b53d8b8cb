using Microsoft.Extensions.Logging;

namespace CometRunway.Videos.Desktop;

/// <summary>The log messages about opening saved videos.</summary>
internal static partial class OpeningLog
{
    [LoggerMessage(EventId = 72, Level = LogLevel.Warning, Message = "{Path} was not opened because no program that opens files was found on this machine")]
    public static partial void NoProgram(ILogger logger, string path);

    [LoggerMessage(EventId = 73, Level = LogLevel.Warning, Message = "{Path} could not be opened: {Reason}")]
    public static partial void NotOpened(ILogger logger, string path, string reason);
}
