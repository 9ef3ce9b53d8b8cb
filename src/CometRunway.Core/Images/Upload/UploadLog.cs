using Microsoft.Extensions.Logging;

namespace CometRunway.Images.Upload;

/// <summary>The log messages about uploads. They never contain a link, which may be a secret.</summary>
internal static partial class UploadLog
{
    [LoggerMessage(EventId = 80, Level = LogLevel.Warning, Message = "The upload command failed with exit code {ExitCode}: {StandardError}")]
    public static partial void CommandFailed(ILogger logger, int exitCode, string? standardError);

    [LoggerMessage(EventId = 81, Level = LogLevel.Warning, Message = "The image uploader of the app failed")]
    public static partial void UploaderFailed(ILogger logger, Exception error);

    [LoggerMessage(EventId = 82, Level = LogLevel.Warning, Message = "The temporary copy of an image in {Folder} could not be deleted: {Reason}")]
    public static partial void CopyNotDeleted(ILogger logger, string folder, string reason);

    [LoggerMessage(EventId = 83, Level = LogLevel.Information, Message = "Uploaded {FileName} to {Host}")]
    public static partial void Uploaded(ILogger logger, string fileName, string host);
}
