namespace CometRunway.Videos.Downloads;

/// <summary>The temporary files of downloads that never ended, because their process was killed. A process keeps its file locked until it ends.</summary>
internal static class AbandonedParts
{
    private const string Extension = ".part";

    /// <summary>A younger file of another video is left alone: some network folders have no locks, so that it may be in use.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);

    /// <summary>Returns a new path for the temporary file of a video.</summary>
    public static string NewPath(string directory, string fileName) => Path.Combine(directory, $"{Prefix(fileName)}{Guid.NewGuid():N}{Extension}");

    /// <summary>Deletes the files of a video, which only one process saves at a time, and the old ones of all videos, unless their process still exists.</summary>
    public static void Delete(string directory, string fileName, DateTimeOffset now)
    {
        foreach (var part in new DirectoryInfo(directory).EnumerateFiles($".*.mp4*{Extension}", new EnumerationOptions { AttributesToSkip = FileAttributes.None }))
        {
            if (part.Name.StartsWith(Prefix(fileName), StringComparison.Ordinal) || now - part.LastWriteTimeUtc > Age)
                TryDelete(part.FullName);
        }
    }

    private static string Prefix(string fileName) => $".{fileName}.";

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
}
