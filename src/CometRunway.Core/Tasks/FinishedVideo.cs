using CometRunway.Mp4;
using CometRunway.Store;
using CometRunway.Videos;

namespace CometRunway.Tasks;

/// <summary>A task whose files are all on this machine.</summary>
/// <param name="Task">It.</param>
/// <param name="Files">Its files, in the service's order; one, as far as is known of the models.</param>
public sealed record FinishedVideo(VideoTask Task, IReadOnlyList<VideoFile> Files)
{
    /// <summary>Where the first file is.</summary>
    public string Path => Files[0].Path;

    internal static FinishedVideo Of(VideoTask task) => new(task, [.. task.Files.OrderBy(f => f.Index).Select(f => Of(task, f))]);

    private static VideoFile Of(VideoTask task, SavedFile file)
    {
        var facts = VideoFacts.Parse(file.Facts);
        return new(file.Path, file.Length, file.Sha256, facts, facts is null ? [] : Mp4Comparison.Differences(facts, task.Settings.Ratio, task.Settings.Duration));
    }
}

/// <summary>A saved file.</summary>
/// <param name="Path">Where it is on this machine.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of its bytes.</param>
/// <param name="Facts">What is in it; null when another version of this library saved it.</param>
/// <param name="Differences">How it differs from the request, in sentences; empty when it does not.</param>
public sealed record VideoFile(string Path, long Length, string Sha256, Mp4Facts? Facts, IReadOnlyList<string> Differences);
