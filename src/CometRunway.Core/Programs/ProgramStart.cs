using System.Diagnostics;

namespace CometRunway.Programs;

/// <summary>How other programs are started here.</summary>
internal static class ProgramStart
{
    /// <summary>
    /// Without a shell, and with streams of its own: it can neither read what a client sends us nor write among our answers. It gets
    /// no API key.
    /// </summary>
    public static ProcessStartInfo Apart(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("COMETAPI_KEY");
        return start;
    }
}
