using System.Globalization;
using CometRunway.Videos.Downloads;

namespace CometRunway.Videos;

/// <summary>Checks whether a video can be saved in a folder. It writes and deletes a small file, because permissions, mounts and quotas cannot be read reliably.</summary>
internal static class FolderProbe
{
    /// <summary>The free space below which a folder counts as full: 64 MiB, more than any video that was seen.</summary>
    public const long LeastSpace = 64 << 20;

    /// <summary>Returns the problem, or null. A missing folder is valid when it can be created.</summary>
    public static FolderProblem? Find(string folder)
    {
        var existing = folder;
        while (!Directory.Exists(existing))
        {
            if (File.Exists(existing))
                return Unavailable(existing == folder ? "is a file" : $"cannot be made, because {existing} is a file");
            if (new FileInfo(existing).LinkTarget is { } target)
                return Unavailable(existing == folder ? $"is a link to {target}, which does not exist" : $"cannot be made, because {existing} is a link to {target}, which does not exist");
            if (Path.GetDirectoryName(existing) is not { } above)
                return Unavailable("does not exist");
            existing = above;
        }

        if (Space(existing) is < LeastSpace and var space)
            return new(DownloadFailure.DiskFull, string.Create(CultureInfo.InvariantCulture, $"has only {space >> 20} MB of free space, and a video can need {LeastSpace >> 20} MB"));
        return WriteFailure(existing) switch
        {
            null => null,
            DownloadFailure.DiskFull => new(DownloadFailure.DiskFull, "is full"),
            var failure => new(failure.Value, existing == folder ? "cannot be written to" : $"does not exist and cannot be made in {existing}"),
        };
    }

    private static FolderProblem Unavailable(string text) => new(DownloadFailure.FolderUnavailable, text);

    /// <summary>Returns the free space in bytes; null if it cannot be determined. Some network file systems report no size at all.</summary>
    private static long? Space(string folder)
    {
        try
        {
            return new DriveInfo(folder) is { TotalSize: > 0 } drive ? drive.AvailableFreeSpace : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static DownloadFailure? WriteFailure(string folder)
    {
        try
        {
            using var file = new FileStream(
                Path.Combine(folder, $".cometrunway-{Guid.NewGuid():N}"),
                new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose, BufferSize = 0 });
            // An empty file needs no space and can be created on a full disk.
            file.Write(new byte[4096]);
            return null;
        }
        catch (Exception error) when (DiskErrors.IsDiskError(error))
        {
            return DiskErrors.ToDownloadException(error, folder).Kind;
        }
    }
}

/// <summary>Why a video cannot be saved in a folder.</summary>
/// <param name="Kind">The kind of the problem.</param>
/// <param name="Text">The problem as text that follows the name of the folder.</param>
internal sealed record FolderProblem(DownloadFailure Kind, string Text);
