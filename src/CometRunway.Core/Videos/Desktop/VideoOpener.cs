using System.ComponentModel;
using CometRunway.Diagnostics;
using CometRunway.Options;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Videos.Desktop;

/// <summary>Shows a video that this process has just saved to the person at this machine, if they want that. It never fails.</summary>
internal sealed class VideoOpener(IOptions<CometRunwayOptions> options, DesktopProgram desktop, ILogger<VideoOpener> logger)
{
    private readonly ILogger _logger = new SafeLogger(logger);

    /// <param name="video">Where the video is. One that is not on this machine is not shown.</param>
    /// <param name="gallery">The page's full path; null when it could not be written.</param>
    public void Show(string video, string? gallery)
    {
        if (!Path.IsPathFullyQualified(video) || Target(video, gallery) is not { } target)
            return;
        if (desktop.Opener is not { } opener)
        {
            OpeningLog.NothingOpens(_logger, target);
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
