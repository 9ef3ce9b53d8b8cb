using Microsoft.Extensions.Logging;

namespace CometRunway.Images.Upload;

/// <summary>What is logged about uploads: never a link, which may be a secret.</summary>
internal static partial class UploadLog
{
    [LoggerMessage(EventId = 80, Level = LogLevel.Warning, Message = "The upload command ended with exit code {ExitCode}: {Complaints}")]
    public static partial void CommandFailed(ILogger logger, int exitCode, string? complaints);

    [LoggerMessage(EventId = 81, Level = LogLevel.Warning, Message = "The picture host failed")]
    public static partial void HostFailed(ILogger logger, Exception error);

    [LoggerMessage(EventId = 82, Level = LogLevel.Warning, Message = "The copy of a picture in {Folder} could not be removed: {Reason}")]
    public static partial void CopyStays(ILogger logger, string folder, string reason);

    [LoggerMessage(EventId = 83, Level = LogLevel.Information, Message = "Uploaded {FileName} to {Host}")]
    public static partial void Uploaded(ILogger logger, string fileName, string host);
}
