using System.IO.Enumeration;
using CometRunway.Text;

namespace CometRunway.Images.Paths;

/// <summary>The image files in the allowed folders, selected by extension. Files are not opened, symbolic links are not followed, and the work is limited.</summary>
/// <param name="Files">The files, without duplicates.</param>
/// <param name="IsWhole">False when a folder contains more entries than were enumerated.</param>
internal sealed record ImageIndex(IReadOnlyList<FileInfo> Files, bool IsWhole)
{
    /// <summary>The maximum number of files and folders that are enumerated, divided equally among the allowed folders.</summary>
    public const int MaxEntries = 24_000;

    private const int MaxNear = 3;

    /// <summary>The longest file name of common file systems.</summary>
    private const int LongestName = 255;

    private const int MaxDepth = 6;

    private static readonly string[] Extensions =
        [".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".gif", ".heic", ".heif", ".avif", ".bmp", ".tif", ".tiff"];

    // Libraries and bundles of programs contain thousands of thumbnails that are not images of the user.
    private static readonly string[] Packages = [".photoslibrary", ".aplibrary", ".photolibrary", ".lrdata", ".app", ".framework"];

    private static readonly EnumerationOptions Options = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = MaxDepth,
        IgnoreInaccessible = true,
        // Links may lead outside the allowed folders.
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    /// <summary>Enumerates the folders. A missing or unreadable folder is treated as empty.</summary>
    public static ImageIndex Of(IReadOnlyCollection<string> folders, CancellationToken cancellationToken = default)
    {
        var found = new Dictionary<string, FileInfo>(StringComparer.Ordinal);
        var isWhole = true;
        foreach (var folder in folders)
        {
            var remaining = MaxEntries / folders.Count;
            foreach (var image in Entries(folder))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (--remaining < 0)
                {
                    isWhole = false;
                    break;
                }

                if (image is not null)
                    found[image.FullName] = image;
            }
        }

        return new([.. found.Values], isWhole);
    }

    /// <summary>Returns the later of modification and creation time, because a copied file keeps the modification time of the original.</summary>
    public static DateTime ModifiedAt(FileInfo file) =>
        file.CreationTimeUtc > file.LastWriteTimeUtc ? file.CreationTimeUtc : file.LastWriteTimeUtc;

    /// <summary>Returns the files, newest first.</summary>
    public IEnumerable<FileInfo> Newest() =>
        Files.OrderByDescending(ModifiedAt).ThenBy(f => f.FullName, StringComparer.Ordinal);

    /// <summary>Returns the paths of the files with similar names, the most similar first. Only the first characters of a long name are compared.</summary>
    public IReadOnlyList<string> Near(string wanted, CancellationToken cancellationToken = default)
    {
        var stem = Path.GetFileNameWithoutExtension(wanted.Length <= LongestName ? wanted : wanted[..LongestName]);
        var folded = EditDistance.Fold(stem);
        var maxEdits = Math.Max(2, stem.Length / 3);
        var near = new List<(string Path, int Edits)>();
        foreach (var file in Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var name = Path.GetFileNameWithoutExtension(file.Name);
            var edits = folded.Length > 0 && folded == EditDistance.Fold(name) ? 0 : EditDistance.Between(stem, name);
            if (edits <= maxEdits)
                near.Add((file.FullName, edits));
        }

        return [.. near.OrderBy(file => file.Edits).ThenBy(file => file.Path, StringComparer.Ordinal).Take(MaxNear).Select(file => file.Path)];
    }

    /// <summary>Returns one item per entry, which is null when the entry is not an image. The enumeration is breadth-first, so the limit excludes the deepest entries first.</summary>
    private static IEnumerable<FileInfo?> Entries(string folder)
    {
        IEnumerator<FileInfo?> entries;
        try
        {
            entries = new FileSystemEnumerable<FileInfo?>(folder, Image, Options) { ShouldRecursePredicate = IsOrdinary }.GetEnumerator();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            yield break;
        }

        using (entries)
        {
            while (MoveNext(entries))
                yield return entries.Current;
        }
    }

    private static bool MoveNext(IEnumerator<FileInfo?> entries)
    {
        try
        {
            return entries.MoveNext();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static FileInfo? Image(ref FileSystemEntry entry) =>
        !entry.IsDirectory && EndsWithOneOf(entry.FileName, Extensions) ? (FileInfo)entry.ToFileSystemInfo() : null;

    private static bool IsOrdinary(ref FileSystemEntry folder) =>
        !EndsWithOneOf(folder.FileName, Packages) && !folder.FileName.Equals("node_modules", StringComparison.Ordinal);

    private static bool EndsWithOneOf(ReadOnlySpan<char> name, string[] ends)
    {
        foreach (var end in ends)
        {
            if (name.Length > end.Length && name.EndsWith(end, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
