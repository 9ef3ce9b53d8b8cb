using CometRunway.ImageToVideo;

namespace CometRunway.Pictures.Paths;

/// <summary>Looks around in the allowed folders when a file was not found; at most a few thousand entries are looked at.</summary>
internal static class FolderListing
{
    private const int MostEntries = 5000;
    private const int MostShown = 5;
    private const int MostNear = 3;

    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".webp"];

    private static readonly EnumerationOptions Options = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 3,
        IgnoreInaccessible = true,
        // Links may lead out of the allowed folders.
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    /// <summary>The newest pictures, newest first.</summary>
    public static IReadOnlyList<string> Newest(IEnumerable<FileInfo> pictures) =>
        [.. pictures.OrderByDescending(f => f.LastWriteTimeUtc).ThenBy(f => f.FullName, StringComparer.Ordinal).Take(MostShown).Select(f => f.FullName)];

    /// <summary>The pictures whose names are like the wanted one, the likest first.</summary>
    public static IReadOnlyList<string> Near(IEnumerable<FileInfo> pictures, string wanted)
    {
        var stem = Path.GetFileNameWithoutExtension(wanted);
        var most = Math.Max(2, stem.Length / 3);
        return
        [
            .. pictures
                .Select(f => (f.FullName, Edits: Edits(stem, Path.GetFileNameWithoutExtension(f.Name))))
                .Where(f => f.Edits <= most)
                .OrderBy(f => f.Edits)
                .ThenBy(f => f.FullName, StringComparer.Ordinal)
                .Take(MostNear)
                .Select(f => f.FullName),
        ];
    }

    public static IReadOnlyList<FileInfo> Pictures(IEnumerable<string> folders)
    {
        var found = new Dictionary<string, FileInfo>(StringComparer.Ordinal);
        var left = MostEntries;
        foreach (var folder in folders)
        {
            foreach (var file in Files(folder))
            {
                if (--left < 0)
                    return [.. found.Values];
                if (Extensions.Contains(file.Extension, StringComparer.OrdinalIgnoreCase))
                    found[file.FullName] = file;
            }
        }

        return [.. found.Values];
    }

    private static IEnumerable<FileInfo> Files(string folder)
    {
        IEnumerator<FileInfo> files;
        try
        {
            files = new DirectoryInfo(folder).EnumerateFiles("*", Options).GetEnumerator();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            yield break;
        }

        using (files)
        {
            while (MoveNext(files))
                yield return files.Current;
        }
    }

    private static bool MoveNext(IEnumerator<FileInfo> files)
    {
        try
        {
            return files.MoveNext();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static int Edits(string wanted, string name) =>
        Spelling.Bare(wanted) is { Length: > 0 } bare && bare == Spelling.Bare(name) ? 0 : Spelling.Distance(wanted, name);
}
