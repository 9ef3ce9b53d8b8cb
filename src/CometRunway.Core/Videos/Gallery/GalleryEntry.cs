using CometRunway.Videos.Downloads;

namespace CometRunway.Videos.Gallery;

/// <summary>One video of the page.</summary>
/// <param name="FileName">The video's name, taken from the sidecar's own name and never from its content.</param>
/// <param name="Sidecar">What is known of it.</param>
/// <param name="Exists">False when the file is gone.</param>
internal sealed record GalleryEntry(string FileName, VideoSidecar Sidecar, bool Exists)
{
    private const int MaxEntries = 2_000;

    /// <summary>The sidecars' names in a folder.</summary>
    public static HashSet<string> Names(string directory) =>
        [.. Directory.EnumerateFiles(directory, "*.json").Select(Path.GetFileName).OfType<string>().Where(name => !name.StartsWith('.'))];

    /// <summary>The newest videos, newest first; files that are no sidecars are passed over.</summary>
    public static IReadOnlyList<GalleryEntry> Read(string directory, IEnumerable<string> names)
    {
        var entries = new List<GalleryEntry>();
        // Names begin with the date, so the last names are the newest videos.
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
