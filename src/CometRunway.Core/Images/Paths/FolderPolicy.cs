namespace CometRunway.Images.Paths;

/// <summary>Is a folder one that holds somebody's work, or one that a program happens to be started in?</summary>
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

    /// <summary>True for nothing at all, a root, the user's home, and what holds the home.</summary>
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
        // Below the home only the part after it counts: the home itself may lie anywhere.
        var rest = _home is not null && IsSameOrBelow(real, _home) ? real[_home.Length..] : real;
        return Parts(rest).Any(p =>
            p.StartsWith('.')
            || p.EndsWith(".app", StringComparison.OrdinalIgnoreCase)
            || ProgramParts.Contains(p, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Roots, and in WSL the drives of Windows.</summary>
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
