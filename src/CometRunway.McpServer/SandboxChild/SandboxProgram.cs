using CometRunway.McpServer.Setup;
using CometRunway.Processes;

namespace CometRunway.McpServer.SandboxChild;

/// <summary>Finds the sandbox program: in the path that a variable sets, beside the server, in the build output, or on PATH, but never in the working folder.</summary>
internal static class SandboxProgram
{
    public const string Variable = "COMETRUNWAY_SANDBOX_EXE";

    /// <summary>The help text of the variable.</summary>
    public const string Help = "Full path of the program comet-runway-sandbox, if it is neither beside the server nor on PATH.";

    private const string Name = "comet-runway-sandbox";

    /// <summary>Finds the sandbox program and starts a sandbox.</summary>
    /// <exception cref="SandboxStartException">The program was not found or did not start.</exception>
    public static Task<SandboxProcess> StartAsync(Func<string, string?> environment, CancellationToken cancellationToken)
    {
        var file = Find(environment, AppContext.BaseDirectory)
            ?? throw new SandboxStartException($"--sandbox needs the program {Name} beside the server or on PATH. {Variable} can set its full path.");
        if (!IsAssembly(file))
            return SandboxProcess.StartAsync(file, [], TimeProvider.System, cancellationToken);
        var host = DotNetHost.Find(environment, Environment.ProcessPath)
            ?? throw new SandboxStartException($"The sandbox {file} needs dotnet, which is not on PATH.");
        return SandboxProcess.StartAsync(host, ["exec", file], TimeProvider.System, cancellationToken);
    }

    /// <summary>Returns the full path, which can be the path of a .dll, or null if the program was not found.</summary>
    /// <exception cref="SandboxStartException">The variable is not the full path of a program.</exception>
    public static string? Find(Func<string, string?> environment, string baseDirectory) =>
        environment(Variable)?.Trim() is { Length: > 0 } told ? Told(told)
        : Usual(baseDirectory).Select(Existing).OfType<string>().FirstOrDefault() ?? ProgramSearch.Find(Name, environment("PATH"));

    private static string Told(string path) => !Path.IsPathFullyQualified(path)
        ? throw new SandboxStartException($"{Variable} must be the full path of the program {Name}.")
        : Existing(path) ?? throw new SandboxStartException($"{Variable} is not the path of an existing, executable program.");

    private static IEnumerable<string> Usual(string baseDirectory)
    {
        foreach (var file in Files)
            yield return Path.Combine(baseDirectory, file);

        // Each .NET tool has its own folder; the commands of all tools are in one folder.
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

/// <summary>Finds the <c>dotnet</c> program, which runs a sandbox that is a .dll.</summary>
internal static class DotNetHost
{
    private const string Name = "dotnet";
    private const string Variable = "DOTNET_HOST_PATH";

    /// <summary>Returns the full path, or null if there is none.</summary>
    /// <param name="environment">Reads a variable.</param>
    /// <param name="processPath">The path of this process, which is used if it is dotnet.</param>
    public static string? Find(Func<string, string?> environment, string? processPath)
    {
        if (processPath is not null && Path.GetFileNameWithoutExtension(processPath).Equals(Name, StringComparison.OrdinalIgnoreCase))
            return processPath;
        return environment(Variable) is { } told && Path.IsPathFullyQualified(told) && ProgramSearch.Find(told, null) is { } host
            ? host
            : ProgramSearch.Find(Name, environment("PATH"));
    }
}
