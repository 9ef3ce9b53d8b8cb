using CometRunway.Options;
using CometRunway.Store;
using Microsoft.Extensions.Options;

namespace CometRunway.Videos;

/// <summary>Where videos are saved.</summary>
internal sealed class OutputFolder(IOptions<CometRunwayOptions> options)
{
    private const string Name = "CometRunway";
    private const int CallerLetters = 12;

    /// <summary>The folder; it is made when the first video arrives.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(options.Value.OutputDirectory ?? System.IO.Path.Combine(Videos(), Name));

    /// <summary>Where a task's videos go: each caller of an app has a folder inside, so that no page lists another one's videos.</summary>
    public string For(TaskScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return scope.IsCallers ? System.IO.Path.Combine(Path, $"caller-{scope.Value[..CallerLetters]}") : Path;
    }

    private static string Videos()
    {
        var videos = Environment.GetFolderPath(Environment.SpecialFolder.MyVideos);
        return videos.Length > 0 ? videos : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "Videos");
    }
}
