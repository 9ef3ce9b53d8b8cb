using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace CometRunway.Videos.Downloads;

/// <summary>The temporary files of downloads that never ended, because their process was killed. A process keeps its file locked until it ends.</summary>
internal sealed partial class AbandonedParts(TimeProvider time)
{
    private const string Extension = ".part";

    /// <summary>A younger file of another video is left alone: some network folders have no locks, so that it may be in use.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, long> _read = new(StringComparer.Ordinal);

    /// <summary>Returns a new path for the temporary file of a video.</summary>
    public static string NewPath(string directory, string fileName) => Path.Combine(directory, $".{fileName}.{Guid.NewGuid():N}{Extension}");

    /// <summary>
    /// Deletes the files of a video, which only one process saves at a time, and the old ones of all videos, unless their process still exists. A folder is
    /// read every ten minutes at most, because reading it for each video would take longer with each saved video.
    /// </summary>
    public void Delete(string directory, string fileName)
    {
        if (_read.TryGetValue(directory, out var last) && time.GetElapsedTime(last) < Interval)
            return;
        _read[directory] = time.GetTimestamp();
        foreach (var part in new DirectoryInfo(directory).EnumerateFiles($".*.mp4*{Extension}", new EnumerationOptions { AttributesToSkip = FileAttributes.None }))
        {
            if (Own().Match(part.Name) is { Success: true } own && (own.Groups["video"].Value == fileName || time.GetUtcNow() - part.LastWriteTimeUtc > Age))
                TryDelete(part.FullName);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None))
                File.Delete(path);
        }
        catch (Exception failure) when (DiskErrors.IsDiskError(failure))
        {
            // It is in use, or belongs to somebody else.
        }
    }

    /// <summary>The names of these files, and those of earlier versions. Hidden files of other programs can have similar names.</summary>
    [GeneratedRegex(@"\A\.(?<video>\d{4}-\d{2}-\d{2}_[a-z0-9_-]+\.mp4)(?:\.[0-9a-f]{32})?\.part\z", RegexOptions.CultureInvariant)]
    private static partial Regex Own();
}
