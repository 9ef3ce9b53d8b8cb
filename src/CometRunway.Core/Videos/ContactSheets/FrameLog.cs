using Microsoft.Extensions.Logging;

namespace CometRunway.Videos.ContactSheets;

/// <summary>The log messages about contact sheets.</summary>
internal static partial class FrameLog
{
    [LoggerMessage(EventId = 70, Level = LogLevel.Warning, Message = "ffmpeg could not create a contact sheet of {Path} (exit code {ExitCode}): {StandardError}")]
    public static partial void Failed(ILogger logger, string path, int exitCode, string? standardError);

    [LoggerMessage(EventId = 71, Level = LogLevel.Warning, Message = "ffmpeg could not be started: {Reason}")]
    public static partial void NotStarted(ILogger logger, string reason);

    [LoggerMessage(EventId = 74, Level = LogLevel.Warning, Message = "{Location} could not be read for a sheet")]
    public static partial void NotRead(ILogger logger, Exception error, string location);
}
