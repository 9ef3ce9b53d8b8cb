using CometRunway.McpServer.Setup;
using CometRunway.Processes;

namespace CometRunway.McpServer.SandboxChild;

/// <summary>Finds the sandbox program: told by a variable, beside the server, in the build's own output, or on PATH; never in the working folder.</summary>
internal static class SandboxProgram
{
    public const string Variable = "COMETRUNWAY_SANDBOX_EXE";

    /// <summary>What the variable does.</summary>
    public const string Help = "The full path of the program comet-runway-sandbox, where it is neither beside the server nor on PATH.";

    private const string Name = "comet-runway-sandbox";

    /// <summary>Finds it and starts one of its own.</summary>
    /// <exception cref="SandboxStartException">There is none, or it did not start.</exception>
    public static Task<SandboxProcess> StartAsync(Func<string, string?> environment, CancellationToken cancellationToken)
    {
        var file = Find(environment, AppContext.BaseDirectory)
            ?? throw new SandboxStartException($"--sandbox needs the program {Name} beside the server or on PATH; {Variable} can name it with its full path.");
        if (!IsAssembly(file))
            return SandboxProcess.StartAsync(file, [], TimeProvider.System, cancellationToken);
        var host = DotNetHost.Find(environment, Environment.ProcessPath)
            ?? throw new SandboxStartException($"The sandbox {file} needs the program dotnet, which is not on PATH.");
        return SandboxProcess.StartAsync(host, ["exec", file], TimeProvider.System, cancellationToken);
    }

    /// <summary>Its full path, which may be that of a .dll; null when there is none.</summary>
    /// <exception cref="SandboxStartException">The variable names no program by its full path.</exception>
    public static string? Find(Func<string, string?> environment, string baseDirectory) =>
        environment(Variable)?.Trim() is { Length: > 0 } told ? Told(told)
        : Usual(baseDirectory).Select(Existing).OfType<string>().FirstOrDefault() ?? ProgramSearch.Find(Name, environment("PATH"));

    private static string Told(string path) => !Path.IsPathFullyQualified(path)
        ? throw new SandboxStartException($"{Variable} must be the full path of the program {Name}.")
        : Existing(path) ?? throw new SandboxStartException($"{Variable} names no program that exists and may be run.");

    private static IEnumerable<string> Usual(string baseDirectory)
    {
        foreach (var file in Files)
            yield return Path.Combine(baseDirectory, file);

        // A .NET tool lies in a folder of its own; the commands of all tools are side by side.
        if (Path.GetDirectoryName(StartCommand.OfThisProgram().Command) is { } commands)
            yield return Path.Combine(commands, Executable);

        // artifacts/bin/CometRunway.McpServer/debug -> artifacts/bin/CometRunway.Sandbox.Tool/debug
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(baseDirectory));
        foreach (var file in Files)
            yield return Path.GetFullPath(Path.Combine(baseDirectory, "..", "..", "CometRunway.Sandbox.Tool", configuration, file));
    }

    private static string Executable => OperatingSystem.IsWindows() ? Name + ".exe" : Name;

    private static IEnumerable<string> Files => [Executable, Name + ".dll"];

    private static string? Existing(string path) =>
        !IsAssembly(path) ? ProgramSearch.Find(path, null)
        : Path.IsPathFullyQualified(path) && File.Exists(path) ? path
        : null;

    private static bool IsAssembly(string path) => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
}
