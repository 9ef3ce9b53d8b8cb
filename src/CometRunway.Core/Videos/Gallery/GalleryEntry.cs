using CometRunway.Videos.Downloads;

namespace CometRunway.Videos.Gallery;

/// <summary>A video on the gallery page.</summary>
/// <param name="FileName">The file name of the video, derived from the name of the sidecar file and never from its content.</param>
/// <param name="Sidecar">The sidecar data.</param>
/// <param name="Exists">False if the file is missing.</param>
internal sealed record GalleryEntry(string FileName, VideoSidecar Sidecar, bool Exists)
{
    private const int MaxEntries = 2_000;

    /// <summary>Returns the names of the sidecar files in a folder.</summary>
    public static HashSet<string> Names(string directory) =>
        [.. Directory.EnumerateFiles(directory, "*.json").Select(Path.GetFileName).OfType<string>().Where(name => !name.StartsWith('.'))];

    /// <summary>Reads the newest videos, newest first. Files that are not sidecar files are skipped.</summary>
    public static IReadOnlyList<GalleryEntry> Read(string directory, IEnumerable<string> names)
    {
        var entries = new List<GalleryEntry>();
        // File names begin with the date, so the newest videos are last.
        foreach (var name in names.OrderDescending(StringComparer.Ordinal).Take(MaxEntries))
        {
            if (SidecarFile.TryReadJson(Path.Combine(directory, name)) is not { } sidecar)
                continue;
            var video = Path.ChangeExtension(name, ".mp4");
            entries.Add(new GalleryEntry(video, sidecar, File.Exists(Path.Combine(directory, video))));
        }

        return [.. entries.OrderByDescending(entry => entry.Sidecar.CreatedAt).ThenBy(entry => entry.Sidecar.OutputIndex).ThenBy(entry => entry.FileName, StringComparer.Ordinal)];
    }
}
