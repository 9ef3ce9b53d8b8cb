namespace CometRunway.Processes;

/// <summary>
/// Finds programs on this machine. The operating system never resolves a bare name, because it may also search the working folder,
/// which can be any project that the chat client was opened in.
/// </summary>
internal static class ProgramSearch
{
    private const UnixFileMode AnyoneExecutes = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The search path of the machine. It is not a setting of this library, so it is read from the environment here.</summary>
#pragma warning disable RS0030
    public static string? MachinePath => Environment.GetEnvironmentVariable("PATH");
#pragma warning restore RS0030

    /// <summary>Returns the full path of a program, or null when it is not found. Relative paths and relative folders in the search path are ignored.</summary>
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

    /// <summary>Removes the relative folders from a search path.</summary>
    public static string FullFolders(string? searchPath) => string.Join(Path.PathSeparator, Folders(searchPath));

    private static IEnumerable<string> Folders(string? searchPath) => (searchPath ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(Path.IsPathFullyQualified);

    // On Windows only .exe files count: the command shell runs batch files and parses arguments differently.
    private static bool IsProgram(string path) =>
        File.Exists(path)
        && (OperatingSystem.IsWindows()
            ? Path.GetExtension(path).Equals(".exe", StringComparison.OrdinalIgnoreCase)
            : (File.GetUnixFileMode(path) & AnyoneExecutes) != 0);
}
