namespace CometRunway.Images.Paths;

/// <summary>Finds the files whose path looks the same as a given one, which does not exist in exactly that form.</summary>
internal static class EquivalentPaths
{
    // More than one is refused anyway.
    private const int MaxFound = 5;

    /// <summary>Returns the paths in a folder that have the same <see cref="FileNameKey"/>, sorted. Links are not resolved.</summary>
    public static IReadOnlyList<string> Of(string path, string folder)
    {
        if (!FileNameKey.CanDiffer(path) || Below(Parts(path), Parts(folder)) is not { Length: > 0 } rest)
            return [];
        List<string> found = [folder];
        foreach (var part in rest)
        {
            var key = FileNameKey.Of(part);
            found = [.. found.SelectMany(f => Entries(f, key)).Take(MaxFound)];
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }

    private static IEnumerable<string> Entries(string folder, string key)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(folder).Take(ImageIndex.MaxEntries).Where(e => FileNameKey.Of(Path.GetFileName(e)) == key)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string[]? Below(string[] path, string[] folder) =>
        path.Length > folder.Length && folder.Select(FileNameKey.Of).SequenceEqual(path.Take(folder.Length).Select(FileNameKey.Of)) ? path[folder.Length..] : null;

    private static string[] Parts(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
}
