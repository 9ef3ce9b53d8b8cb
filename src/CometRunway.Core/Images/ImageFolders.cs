using System.Diagnostics.CodeAnalysis;
using CometRunway.Errors;
using CometRunway.Images.Paths;
using CometRunway.Options;

namespace CometRunway.Images;

/// <summary>The folders from which images may be read. Symbolic links are resolved before a path is checked.</summary>
internal sealed class ImageFolders
{
    private const int MaxPathLength = 4096;

    private static readonly string[] SystemTrees = ["/proc", "/dev", "/sys"];

    private static readonly StringComparison PathComparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private readonly string _home;

    public ImageFolders(IEnumerable<string> allowed, string home, SettingNames? names = null)
    {
        _home = home;
        Names = names ?? SettingNames.OfProperties;
        Folders =
        [
            .. allowed
                .Where(f => !string.IsNullOrWhiteSpace(f))
                .Select(f => UserPathParser.Readings(UserPathParser.Unwrap(f), home).FirstOrDefault())
                .Select(f => f is null ? null : RealPath.Resolve(f))
                .OfType<string>()
                .Select(Path.TrimEndingDirectorySeparator)
                .Distinct(StringComparer.FromComparison(PathComparison)),
        ];
    }

    /// <summary>The folders as full paths without symbolic links. A missing or unreadable folder is not an error, because it may become available later.</summary>
    public IReadOnlyList<string> Folders { get; }

    /// <summary>The names of the settings in messages.</summary>
    public SettingNames Names { get; }

    /// <summary>
    /// The folder in which users should put images: the folder named <c>CometRunway</c> if there is one, otherwise the first folder; empty if no
    /// folder is allowed.
    /// </summary>
    public string Inbox =>
        Folders.FirstOrDefault(f => Path.GetFileName(f).Equals(DefaultImageFolders.InboxName, StringComparison.OrdinalIgnoreCase))
        ?? (Folders.Count > 0 ? Folders[0] : "");

    /// <summary>Allows these folders and their subfolders; <c>~</c> is the user's home folder. Blank entries are ignored.</summary>
    public static ImageFolders FromOptions(IEnumerable<string> allowed)
    {
        ArgumentNullException.ThrowIfNull(allowed);
        return new ImageFolders(allowed, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));
    }

    /// <summary>Allows the folders in <see cref="CometRunwayOptions.AllowedDirectories"/>. Messages use the setting names of the options.</summary>
    public static ImageFolders FromOptions(CometRunwayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new ImageFolders(options.AllowedDirectories, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), options.Names);
    }

    /// <summary>
    /// Resolves user input to a file: a full path in any form that users paste, or a path relative to one of the folders. The result is inside a
    /// folder and has no symbolic links. The caller must check this again with <see cref="Contains"/> after opening the file.
    /// </summary>
    /// <param name="pathAsTyped">The input.</param>
    /// <param name="fullPath">The full path of the file; empty when there is none.</param>
    /// <param name="violation">The reason if there is no file.</param>
    public bool TryResolve(string pathAsTyped, out string fullPath, [NotNullWhen(false)] out Violation? violation)
    {
        ArgumentNullException.ThrowIfNull(pathAsTyped);
        fullPath = "";
        var text = UserPathParser.Unwrap(pathAsTyped);
        if (text.Length == 0)
            violation = PathRefusals.Missing();
        else if (text.Length > MaxPathLength || text.Any(char.IsControl))
            violation = PathRefusals.Invalid(text);
        else if (ChatClientPath.IsLink(text))
            violation = PathRefusals.ChatOnly(text, this);
        else if (Folders.Count == 0)
            violation = PathRefusals.NoFolders(text, this);
        else
            violation = Find(text, out fullPath);
        return violation is null;
    }

    /// <summary>Returns true when a full path without symbolic links is inside one of the folders.</summary>
    public bool Contains(string realPath)
    {
        ArgumentNullException.ThrowIfNull(realPath);
        return !IsSystemTree(realPath) && Folders.Any(f => IsBelow(realPath, f));
    }

    private Violation? Find(string text, out string fullPath)
    {
        fullPath = "";
        var isOutside = false;
        var readings = UserPathParser.Readings(text, _home).ToList();
        if (readings.Any(r => r.Any(char.IsControl)))
            return PathRefusals.Invalid(text);
        var candidates = readings.SelectMany(InFolders).ToList();
        foreach (var candidate in candidates)
        {
            if (IsSystemTree(candidate) || (OperatingSystem.IsWindows() && WindowsDevice.IsMatch(candidate)))
                return PathRefusals.Special(text);
            // A network path is not accessed unless its share is allowed, because any access would send the credentials of the user to the server.
            var real = IsNetwork(candidate) && !Contains(candidate) ? null : RealPath.Resolve(candidate);
            if (real is not null && Folders.Any(f => f.Equals(Path.TrimEndingDirectorySeparator(real), PathComparison)))
                return PathRefusals.Folder(text, this);
            if (real is null || !Contains(real))
                isOutside = true;
            else if (Directory.Exists(real))
                return PathRefusals.Folder(text, this);
            else if (File.Exists(real))
            {
                fullPath = real;
                return null;
            }
        }

        switch (Equivalent(candidates))
        {
            case [var only]:
                fullPath = only;
                return null;
            case { Count: > 1 } several:
                return PathRefusals.Ambiguous(text, several);
            default:
                return Explain(text, isOutside);
        }
    }

    /// <summary>Returns the files whose path looks the same as a candidate: a Mac stores accents as separate characters, and screenshots have special blanks in their names.</summary>
    private List<string> Equivalent(List<string> candidates) =>
    [
        .. candidates
            .SelectMany(c => Folders.SelectMany(f => EquivalentPaths.Of(c, f)))
            .Select(RealPath.Resolve)
            .OfType<string>()
            .Where(p => Contains(p) && File.Exists(p))
            .Distinct(StringComparer.Ordinal),
    ];

    private Violation Explain(string text, bool isOutside)
    {
        if (ChatClientPath.IsMatch(text) || (ChatClientPath.IsDescription(text) && ImageIndex.Of(Folders).Near(text).Count == 0))
            return PathRefusals.ChatOnly(text, this);
        if (UserPathParser.IsWindowsForm(text) && !OperatingSystem.IsWindows())
            return isOutside ? PathRefusals.Outside(text, this) : PathRefusals.OtherSystem(text, this);
        return isOutside ? PathRefusals.Outside(text, this) : PathRefusals.NotFound(text, this);
    }

    private IEnumerable<string> InFolders(string path) =>
        Path.IsPathFullyQualified(path) ? [Path.GetFullPath(path)] : Folders.Select(f => Path.GetFullPath(path, f));

    private static bool IsNetwork(string path) => OperatingSystem.IsWindows() && path.StartsWith(@"\\", StringComparison.Ordinal);

    private static bool IsSystemTree(string path) =>
        !OperatingSystem.IsWindows() && SystemTrees.Any(tree => IsBelow(path, tree) || path == tree);

    private static bool IsBelow(string path, string folder) =>
        path.Length > folder.Length
        && path.StartsWith(folder, PathComparison)
        && (Path.EndsInDirectorySeparator(folder) || path[folder.Length] == Path.DirectorySeparatorChar);
}
