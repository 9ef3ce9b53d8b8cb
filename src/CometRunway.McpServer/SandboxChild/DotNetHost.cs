using CometRunway.Processes;

namespace CometRunway.McpServer.SandboxChild;

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
