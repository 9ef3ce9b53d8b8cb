using System.Diagnostics;
using CometRunway.Options;

namespace CometRunway.Processes;

/// <summary>Creates the start information for child processes.</summary>
internal static class ProgramStart
{
    /// <summary>
    /// Starts without a shell and with redirected streams, so that the program can neither read the client's input nor write to our
    /// output. The API key is removed from its environment.
    /// </summary>
    /// <param name="program">The full path of the program.</param>
    /// <param name="arguments">The arguments, unquoted.</param>
    /// <param name="folder">The working folder; null for the program's own folder. The current folder is never used, because the client chose it.</param>
    public static ProcessStartInfo CreateStartInfo(string program, IEnumerable<string> arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetDirectoryName(program) ?? "",
        };
        // The program may start others. With a relative folder on PATH it could run one from the client's project.
        start.Environment["PATH"] = ProgramSearch.FullFolders(ProgramSearch.MachinePath);
        start.Environment.Remove(CometRunwaySettings.VariableOf(nameof(CometRunwayOptions.ApiKey)));
        return start;
    }
}
