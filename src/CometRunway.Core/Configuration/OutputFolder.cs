using Microsoft.Extensions.Options;

namespace CometRunway.Configuration;

/// <summary>Where videos are saved.</summary>
public sealed class OutputFolder(IOptions<CometRunwayOptions> options)
{
    private const string Name = "CometRunway";

    /// <summary>The folder; it is made when the first video arrives.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(options.Value.OutputDirectory ?? System.IO.Path.Combine(Videos(), Name));

    private static string Videos()
    {
        var videos = Environment.GetFolderPath(Environment.SpecialFolder.MyVideos);
        return videos.Length > 0 ? videos : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "Videos");
    }
}
