using CometRunway.Options;
using CometRunway.Store;
using Microsoft.Extensions.Options;

namespace CometRunway.Videos;

/// <summary>Determines the folders in which videos are saved.</summary>
internal sealed class OutputFolder(IOptions<CometRunwayOptions> options)
{
    private const string Name = "CometRunway";
    private const int CallerIdLength = 12;

    /// <summary>The path of the folder, which is created when the first video is saved.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(options.Value.OutputDirectory ?? System.IO.Path.Combine(Videos(), Name));

    /// <summary>Returns the folder for the videos of a scope. Each caller of an app has a subfolder, so that no gallery page lists videos of other callers.</summary>
    public string For(TaskScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return scope.IsCallers ? System.IO.Path.Combine(Path, $"caller-{scope.Value[..CallerIdLength]}") : Path;
    }

    private static string Videos()
    {
        var videos = Environment.GetFolderPath(Environment.SpecialFolder.MyVideos);
        return videos.Length > 0 ? videos : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "Videos");
    }
}
