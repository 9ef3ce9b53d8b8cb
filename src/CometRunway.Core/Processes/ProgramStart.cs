using System.Diagnostics;
using CometRunway.Options;

namespace CometRunway.Processes;

/// <summary>How other programs are started here.</summary>
internal static class ProgramStart
{
    /// <summary>
    /// Without a shell, and with streams of its own: it can neither read what a client sends us nor write among our answers. It gets
    /// no API key.
    /// </summary>
    /// <param name="program">Its full path.</param>
    /// <param name="arguments">Its arguments, one by one.</param>
    /// <param name="folder">The folder it works in; null is the program's own, never the one a client started us in.</param>
    public static ProcessStartInfo Apart(string program, IEnumerable<string> arguments, string? folder = null)
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
        // It looks for programs of its own, and a relative folder on PATH would lead it to that of a client's project.
        start.Environment["PATH"] = ProgramSearch.FullFolders(ProgramSearch.MachinePath);
        start.Environment.Remove(CometRunwaySettings.VariableOf(nameof(CometRunwayOptions.ApiKey)));
        return start;
    }
}
