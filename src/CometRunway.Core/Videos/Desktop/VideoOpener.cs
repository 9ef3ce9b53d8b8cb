using System.ComponentModel;
using CometRunway.Diagnostics;
using CometRunway.Options;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Videos.Desktop;

/// <summary>Opens a saved video on this machine if <see cref="CometRunwayOptions.OpenOnSave"/> is set. Failures are logged, not thrown.</summary>
internal sealed class VideoOpener(IOptions<CometRunwayOptions> options, DesktopProgram desktop, ILogger<VideoOpener> logger)
{
    private readonly ILogger _logger = new SafeLogger(logger);

    /// <summary>Opens the video, its folder or the gallery.</summary>
    /// <param name="video">The full path of the saved file.</param>
    /// <param name="gallery">The full path of the gallery page; null if it could not be written.</param>
    public void Show(string video, string? gallery)
    {
        if (!Path.IsPathFullyQualified(video) || Target(video, gallery) is not { } target)
            return;
        if (desktop.Opener is not { } opener)
        {
            OpeningLog.NoProgram(_logger, target);
            return;
        }

        try
        {
            desktop.Launch(opener, [target]);
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException or IOException)
        {
            OpeningLog.NotOpened(_logger, target, error.Message);
        }
    }

    private string? Target(string video, string? gallery) => options.Value.OpenOnSave switch
    {
        OpenTarget.Folder => Path.GetDirectoryName(video),
        OpenTarget.Player => video,
        OpenTarget.Gallery => gallery,
        _ => null,
    };
}

/// <summary>The log messages about opening saved videos.</summary>
internal static partial class OpeningLog
{
    [LoggerMessage(EventId = 72, Level = LogLevel.Warning, Message = "{Path} was not opened because no program that opens files was found on this machine")]
    public static partial void NoProgram(ILogger logger, string path);

    [LoggerMessage(EventId = 73, Level = LogLevel.Warning, Message = "{Path} could not be opened: {Reason}")]
    public static partial void NotOpened(ILogger logger, string path, string reason);
}
