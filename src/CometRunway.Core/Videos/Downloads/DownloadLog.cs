using Microsoft.Extensions.Logging;

namespace CometRunway.Videos.Downloads;

/// <summary>The log messages about downloads. They contain only the host of a link.</summary>
internal static partial class DownloadLog
{
    [LoggerMessage(EventName = "VideoSaved", Level = LogLevel.Information, Message = "Saved {Path} ({Length} bytes)")]
    public static partial void Saved(ILogger log, string path, long length);

    [LoggerMessage(EventName = "DownloadBroke", Level = LogLevel.Warning, Message = "The download from {Host} was interrupted after {Length} bytes ({Kind}); resuming")]
    public static partial void Interrupted(ILogger log, string host, long length, DownloadFailure kind);

    [LoggerMessage(EventName = "LinkRefreshed", Level = LogLevel.Information, Message = "The download link expired; using a new link from {Host}")]
    public static partial void Refreshed(ILogger log, string host);
}
