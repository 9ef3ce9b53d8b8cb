using CometRunway.Processes;

namespace CometRunway.McpServer.SandboxChild;

/// <summary>Finds the program <c>dotnet</c>, which runs a sandbox that is a .dll.</summary>
internal static class DotNetHost
{
    private const string Name = "dotnet";
    private const string Variable = "DOTNET_HOST_PATH";

    /// <summary>Its full path; null when there is none.</summary>
    /// <param name="environment">Reads a variable.</param>
    /// <param name="processPath">The program that runs now: where it is dotnet, it is the one.</param>
    public static string? Find(Func<string, string?> environment, string? processPath)
    {
        if (processPath is not null && Path.GetFileNameWithoutExtension(processPath).Equals(Name, StringComparison.OrdinalIgnoreCase))
            return processPath;
        return environment(Variable) is { } told && Path.IsPathFullyQualified(told) && ProgramSearch.Find(told, null) is { } host
            ? host
            : ProgramSearch.Find(Name, environment("PATH"));
    }
}
