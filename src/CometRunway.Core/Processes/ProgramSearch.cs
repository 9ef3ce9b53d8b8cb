namespace CometRunway.Processes;

/// <summary>
/// Finds other programs on this machine. A bare name is never left to the system: it would also be looked for in the working folder,
/// which is whatever project the chat client was opened in.
/// </summary>
internal static class ProgramSearch
{
    private const UnixFileMode AnyoneExecutes = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The machine's own search path. It is no setting of ours, and a library has nobody who would hand it on.</summary>
#pragma warning disable RS0030
    public static string? MachinePath => Environment.GetEnvironmentVariable("PATH");
#pragma warning restore RS0030

    /// <summary>The program's full path; null when there is none. Relative paths and relative folders count as none.</summary>
    public static string? Find(string program, string? searchPath)
    {
        if (Path.IsPathFullyQualified(program))
            return IsProgram(program) ? program : null;
        if (program != Path.GetFileName(program))
            return null;
        var file = OperatingSystem.IsWindows() && !Path.HasExtension(program) ? program + ".exe" : program;
        return Folders(searchPath)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(IsProgram);
    }

    /// <summary>A search path without its relative folders.</summary>
    public static string FullFolders(string? searchPath) => string.Join(Path.PathSeparator, Folders(searchPath));

    private static IEnumerable<string> Folders(string? searchPath) => (searchPath ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(Path.IsPathFullyQualified);

    // On Windows a batch file would be run by the command shell, which reads arguments in a way of its own.
    private static bool IsProgram(string path) =>
        File.Exists(path)
        && (OperatingSystem.IsWindows()
            ? Path.GetExtension(path).Equals(".exe", StringComparison.OrdinalIgnoreCase)
            : (File.GetUnixFileMode(path) & AnyoneExecutes) != 0);
}
