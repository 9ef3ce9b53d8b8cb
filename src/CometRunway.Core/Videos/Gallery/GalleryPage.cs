using System.Text;
using CometRunway.Videos.Downloads;

namespace CometRunway.Videos.Gallery;

/// <summary>The page beside the videos that plays them all.</summary>
public static class GalleryPage
{
    /// <summary>The page's file name.</summary>
    public const string FileName = "index.html";

    /// <summary>The page's name where the folder has an <see cref="FileName"/> of somebody else.</summary>
    public const string OtherFileName = "comet-runway.html";

    private const int MaxRounds = 3;

    /// <summary>
    /// Rewrites the page from the sidecars in the folder, newest first, in one step. A page that is not ours is never overwritten:
    /// then it is called <see cref="OtherFileName"/>.
    /// </summary>
    /// <returns>The page's path.</returns>
    /// <exception cref="DownloadException">The folder cannot be read or written.</exception>
    public static async Task<string> WriteAsync(string directory, CancellationToken ct = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        try
        {
            directory = Path.GetFullPath(directory);
            var path = Path.Combine(directory, await IsForeignAsync(Path.Combine(directory, FileName), ct).ConfigureAwait(false) ? OtherFileName : FileName);
            await WriteToAsync(path, directory, ct).ConfigureAwait(false);
            return path;
        }
        catch (Exception failure) when (DiskTrouble.IsDisk(failure))
        {
            throw DiskTrouble.Explain(failure, directory);
        }
    }

    // Two processes may save videos at the same time. Whoever writes last has looked last, because each looks again after writing.
    private static async Task WriteToAsync(string path, string directory, CancellationToken ct)
    {
        var names = GalleryEntry.Names(directory);
        for (var round = 0; round < MaxRounds; round++)
        {
            var page = GalleryHtml.Render(GalleryEntry.Read(directory, names));
            await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(page), ct).ConfigureAwait(false);
            var now = GalleryEntry.Names(directory);
            if (now.SetEquals(names))
                return;
            names = now;
        }
    }

    private static async Task<bool> IsForeignAsync(string path, CancellationToken ct)
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
