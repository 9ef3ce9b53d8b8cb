using Microsoft.Extensions.Logging;

namespace CometRunway.Videos.Desktop;

/// <summary>What is logged about showing videos to people.</summary>
internal static partial class OpeningLog
{
    [LoggerMessage(EventId = 72, Level = LogLevel.Warning, Message = "{Path} is not opened: this machine has no program that opens files")]
    public static partial void NothingOpens(ILogger logger, string path);

    [LoggerMessage(EventId = 73, Level = LogLevel.Warning, Message = "{Path} could not be opened: {Reason}")]
    public static partial void NotOpened(ILogger logger, string path, string reason);
}
