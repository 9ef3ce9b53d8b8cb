using CometRunway.McpServer.Setup;

namespace CometRunway.McpServer.SandboxChild;

/// <summary>Finds the sandbox program: told by a variable, beside the server, or in the build's own output.</summary>
internal static class SandboxProgram
{
    public const string Variable = "COMETRUNWAY_SANDBOX_EXE";
    private const string Name = "comet-runway-sandbox";

    /// <summary>Finds it and starts one of its own.</summary>
    /// <exception cref="InvalidOperationException">There is none, or it did not start; the message says what to do.</exception>
    public static Task<SandboxProcess> StartAsync(Func<string, string?> environment, CancellationToken cancellationToken)
    {
        var (command, arguments) = Find(environment, AppContext.BaseDirectory)
            ?? throw new InvalidOperationException($"--sandbox needs the program comet-runway-sandbox beside the server or on PATH; {Variable} can name it.");
        return SandboxProcess.StartAsync(command, arguments, TimeProvider.System, cancellationToken);
    }

    /// <summary>Command and first arguments; null when there is none.</summary>
    public static (string Command, string[] Arguments)? Find(Func<string, string?> environment, string baseDirectory)
    {
        var told = environment(Variable);
        var candidates = string.IsNullOrWhiteSpace(told) ? Usual(environment, baseDirectory) : [told];
        foreach (var candidate in candidates.Where(File.Exists))
            return Runnable(candidate);
        return null;
    }

    private static IEnumerable<string> Usual(Func<string, string?> environment, string baseDirectory)
    {
        foreach (var file in Files)
            yield return Path.Combine(baseDirectory, file);

        // A .NET tool lies in a folder of its own; the commands of all tools are side by side.
        if (Path.GetDirectoryName(StartCommand.OfThisProgram().Command) is { } commands)
            yield return Path.Combine(commands, OperatingSystem.IsWindows() ? Name + ".exe" : Name);

        // artifacts/bin/CometRunway.McpServer/debug -> artifacts/bin/CometRunway.Sandbox.Tool/debug
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(baseDirectory));
        foreach (var file in Files)
            yield return Path.GetFullPath(Path.Combine(baseDirectory, "..", "..", "CometRunway.Sandbox.Tool", configuration, file));

        foreach (var folder in (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return Path.Combine(folder, OperatingSystem.IsWindows() ? Name + ".exe" : Name);
    }

    private static IEnumerable<string> Files => [OperatingSystem.IsWindows() ? Name + ".exe" : Name, Name + ".dll"];

    private static (string Command, string[] Arguments) Runnable(string file) =>
        file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? ("dotnet", ["exec", file]) : (file, []);
}
