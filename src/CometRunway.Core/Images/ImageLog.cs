using Microsoft.Extensions.Logging;

namespace CometRunway.Images;

/// <summary>The log messages about the image source and the image transformer of the app.</summary>
internal static partial class ImageLog
{
    [LoggerMessage(EventId = 84, Level = LogLevel.Error, Message = "The app's image source failed")]
    public static partial void SourceFailed(ILogger logger, Exception error);

    [LoggerMessage(EventId = 85, Level = LogLevel.Error, Message = "The app's image transformer failed")]
    public static partial void TransformerFailed(ILogger logger, Exception error);
}
