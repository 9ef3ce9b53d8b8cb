using CometRunway.Mp4;
using CometRunway.Store;
using CometRunway.Videos;

namespace CometRunway.Tasks;

/// <summary>A task whose files are all saved.</summary>
/// <param name="Task">The task.</param>
/// <param name="Files">Its files, in the service's order. The known models produce one.</param>
public sealed record FinishedVideo(VideoTask Task, IReadOnlyList<VideoFile> Files)
{
    /// <summary>The location of the first file.</summary>
    public string Path => Files[0].Path;

    internal static FinishedVideo Of(VideoTask task) => new(task, [.. task.Files.OrderBy(f => f.Index).Select(f => Of(task, f))]);

    private static VideoFile Of(VideoTask task, SavedFile file)
    {
        var facts = VideoFacts.Parse(file.Facts);
        return new(file.Path, file.Length, file.Sha256, facts, facts is null ? [] : Mp4Comparison.Differences(facts, task.Settings.Ratio, task.Settings.Duration));
    }
}

/// <summary>A saved file.</summary>
/// <param name="Path">Its location in the video store; a path in the default store.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Sha256">Lower-case hex SHA-256 of its bytes.</param>
/// <param name="Facts">The properties of the video; null if another version of this library saved it.</param>
/// <param name="Differences">How it differs from the request, in sentences; empty when it does not.</param>
public sealed record VideoFile(string Path, long Length, string Sha256, Mp4Facts? Facts, IReadOnlyList<string> Differences);
