namespace CometRunway.Images.Paths;

/// <summary>Decides whether a folder is a work folder of the user, or a system or program folder in which the process was started.</summary>
internal sealed class FolderPolicy
{
    private static readonly string[] UnixSystem =
    [
        "/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/libexec", "/opt", "/proc", "/run", "/sbin", "/snap", "/sys", "/usr", "/var", "/nix",
        "/Applications", "/Library", "/System", "/cores", "/private/etc", "/private/var", "/mnt/c/Windows", "/mnt/c/Program Files", "/mnt/c/Program Files (x86)", "/mnt/c/ProgramData",
    ];

    private static readonly string[] SharedParents = ["/home", "/Users", "/tmp", "/private/tmp", "/mnt", "/media", "/srv", "/Volumes", "/mnt/c/Users"];

    private static readonly string[] ProgramParts = ["Library", "AppData", "Program Files", "Program Files (x86)", "Windows", "ProgramData", "node_modules", "WindowsApps"];

    private static readonly StringComparison Comparison =
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    private readonly string? _home;
    private readonly string? _application;

    public FolderPolicy(string home, string? applicationFolder)
    {
        _home = Real(home);
        _application = Real(applicationFolder);
    }

    /// <summary>Returns true for an empty path, a root, the user's home folder, and parents of the home folder.</summary>
    public bool IsRootOrHome(string? folder) =>
        Real(folder) is not { } real || IsRoot(real) || (_home is not null && IsSameOrBelow(_home, real));

    public bool IsOrdinary(string? folder) =>
        Real(folder) is { } real
        && !IsRootOrHome(real)
        && !SharedParents.Contains(real, StringComparer.FromComparison(Comparison))
        && !UnixSystem.Any(s => IsSameOrBelow(real, s))
        && !IsApplication(real);

    private bool IsApplication(string real)
    {
        if (_application is not null && (IsSameOrBelow(real, _application) || IsSameOrBelow(_application, real)))
            return true;
        // Inside the home folder check only the relative path, because the home folder can be anywhere.
        var rest = _home is not null && IsSameOrBelow(real, _home) ? real[_home.Length..] : real;
        return Parts(rest).Any(p =>
            p.StartsWith('.')
            || p.EndsWith(".app", StringComparison.OrdinalIgnoreCase)
            || ProgramParts.Contains(p, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Returns true for roots and, in WSL, for Windows drives.</summary>
    private static bool IsRoot(string real) =>
        Path.GetPathRoot(real) == real || (real.Length == 6 && real.StartsWith("/mnt/", StringComparison.Ordinal));

    private static string[] Parts(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);

    private static bool IsSameOrBelow(string path, string folder) =>
        path.StartsWith(folder, Comparison)
        && (path.Length == folder.Length || folder.EndsWith(Path.DirectorySeparatorChar) || path[folder.Length] == Path.DirectorySeparatorChar);

    private static string? Real(string? folder) =>
        string.IsNullOrWhiteSpace(folder) || !Path.IsPathFullyQualified(folder) ? null
        : RealPath.Resolve(folder) is { } real ? Path.TrimEndingDirectorySeparator(real) : null;
}
