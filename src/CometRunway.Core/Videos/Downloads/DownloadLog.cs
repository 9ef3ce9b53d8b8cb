using Microsoft.Extensions.Logging;

namespace CometRunway.Videos.Downloads;

/// <summary>Log messages of downloads. Links appear as their host only.</summary>
internal static partial class DownloadLog
{
    [LoggerMessage(EventName = "VideoSaved", Level = LogLevel.Information, Message = "Saved {Path} ({Length} bytes)")]
    public static partial void Saved(ILogger log, string path, long length);

    [LoggerMessage(EventName = "DownloadBroke", Level = LogLevel.Warning, Message = "The download from {Host} broke after {Length} bytes ({Kind}); it goes on")]
    public static partial void Broke(ILogger log, string host, long length, DownloadFailure kind);

    [LoggerMessage(EventName = "LinkRefreshed", Level = LogLevel.Information, Message = "The link had expired; a fresh one leads to {Host}")]
    public static partial void Refreshed(ILogger log, string host);
}
