using System.IO.Enumeration;
using CometRunway.Text;

namespace CometRunway.Images.Paths;

/// <summary>The images in the allowed folders, by their names alone: nothing is opened, links are not followed, and the work is bounded.</summary>
/// <param name="Files">The files, each once.</param>
/// <param name="IsWhole">False when a folder holds more than was looked at.</param>
internal sealed record ImageIndex(IReadOnlyList<FileInfo> Files, bool IsWhole)
{
    /// <summary>The most files and folders that are looked at, shared evenly by the allowed folders.</summary>
    public const int MostEntries = 24_000;

    private const int MostNear = 3;
    private const int Depth = 6;

    private static readonly string[] Extensions =
        [".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".gif", ".heic", ".heif", ".avif", ".bmp", ".tif", ".tiff"];

    // Libraries of programs: thousands of thumbnails and parts, none of which a person would call an image of theirs.
    private static readonly string[] Packages = [".photoslibrary", ".aplibrary", ".photolibrary", ".lrdata", ".app", ".framework"];

    private static readonly EnumerationOptions Options = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = Depth,
        IgnoreInaccessible = true,
        // Links may lead out of the allowed folders.
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    /// <summary>Looks around in the folders; a missing or unreadable one holds nothing.</summary>
    public static ImageIndex Of(IReadOnlyCollection<string> folders, CancellationToken cancellationToken = default)
    {
        var found = new Dictionary<string, FileInfo>(StringComparer.Ordinal);
        var isWhole = true;
        foreach (var folder in folders)
        {
            var left = MostEntries / folders.Count;
            foreach (var image in Entries(folder))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (--left < 0)
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

    /// <summary>When a file was last changed or put where it is: a copy keeps the date of its original.</summary>
    public static DateTime Arrival(FileInfo file) =>
        file.CreationTimeUtc > file.LastWriteTimeUtc ? file.CreationTimeUtc : file.LastWriteTimeUtc;

    /// <summary>Newest first.</summary>
    public IEnumerable<FileInfo> Newest() =>
        Files.OrderByDescending(Arrival).ThenBy(f => f.FullName, StringComparer.Ordinal);

    /// <summary>The paths of those whose names are like the wanted one, the likest first.</summary>
    public IReadOnlyList<string> Near(string wanted)
    {
        var stem = Path.GetFileNameWithoutExtension(wanted);
        var most = Math.Max(2, stem.Length / 3);
        return
        [
            .. Files
                .Select(f => (f.FullName, Edits: Edits(stem, Path.GetFileNameWithoutExtension(f.Name))))
                .Where(f => f.Edits <= most)
                .OrderBy(f => f.Edits)
                .ThenBy(f => f.FullName, StringComparer.Ordinal)
                .Take(MostNear)
                .Select(f => f.FullName),
        ];
    }

    /// <summary>Every entry counts; what is no image is null. The enumeration goes by levels, so what lies deepest is left out first.</summary>
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

    private static int Edits(string wanted, string name) =>
        EditDistance.Fold(wanted) is { Length: > 0 } bare && bare == EditDistance.Fold(name) ? 0 : EditDistance.Between(wanted, name);
}
