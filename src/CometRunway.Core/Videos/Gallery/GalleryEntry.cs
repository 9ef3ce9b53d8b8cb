using CometRunway.Videos.Downloads;

namespace CometRunway.Videos.Gallery;

/// <summary>A video on the gallery page.</summary>
/// <param name="FileName">The file name of the video, derived from the name of the sidecar file and never from its content.</param>
/// <param name="Sidecar">The sidecar data.</param>
/// <param name="Exists">False if the file is missing.</param>
internal sealed record GalleryEntry(string FileName, VideoSidecar Sidecar, bool Exists)
{
    /// <summary>Returns the names of the sidecar files in a folder.</summary>
    public static HashSet<string> Names(string directory) =>
        [.. Directory.EnumerateFiles(directory, "*.json").Select(Path.GetFileName).OfType<string>().Where(name => !name.StartsWith('.'))];
}
