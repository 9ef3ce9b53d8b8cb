using System.Text;
using CometRunway.Videos.Downloads;

namespace CometRunway.Videos.Gallery;

/// <summary>Writes the gallery page, which plays all videos in a folder.</summary>
internal sealed class GalleryPage(string directory)
{
    /// <summary>The file name of the page.</summary>
    public const string FileName = "index.html";

    /// <summary>The file name of the page if the folder has an <see cref="FileName"/> that this library did not write.</summary>
    public const string OtherFileName = "comet-runway.html";

    private const int MaxPasses = 3;

    private readonly string _directory = Path.GetFullPath(directory);
    private readonly GalleryFolder _folder = new(Path.GetFullPath(directory));

    /// <summary>
    /// Rewrites the page atomically from the sidecar files in the folder, newest first. A file that this library did not write is never
    /// overwritten; the page is then named <see cref="OtherFileName"/>.
    /// </summary>
    /// <returns>The path of the page.</returns>
    /// <exception cref="DownloadException">The folder cannot be read or written.</exception>
    public async Task<string> WriteAsync(CancellationToken ct = default)
    {
        try
        {
            var path = Path.Combine(_directory, await IsOtherFileAsync(Path.Combine(_directory, FileName), ct).ConfigureAwait(false) ? OtherFileName : FileName);
            await WriteToAsync(path, ct).ConfigureAwait(false);
            return path;
        }
        catch (Exception failure) when (DiskErrors.IsDiskError(failure))
        {
            throw DiskErrors.ToDownloadException(failure, _directory);
        }
    }

    // Two processes may save videos at the same time. Each reads the folder again after writing, so the last page contains all videos.
    private async Task WriteToAsync(string path, CancellationToken ct)
    {
        var names = GalleryEntry.Names(_directory);
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            await AtomicFile.WriteAsync(path, file => _folder.WriteAsync(file, names, ct)).ConfigureAwait(false);
            var now = GalleryEntry.Names(_directory);
            if (now.SetEquals(names))
                return;
            names = now;
        }
    }

    private static async Task<bool> IsOtherFileAsync(string path, CancellationToken ct)
    {
        if (!File.Exists(path))
            return false;
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            var head = new byte[1024];
            var count = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct).ConfigureAwait(false);
            return !Encoding.UTF8.GetString(head, 0, count).Contains(GalleryHtml.Mark, StringComparison.Ordinal);
        }
    }
}
