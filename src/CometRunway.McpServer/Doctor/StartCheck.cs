using System.Globalization;
using CometRunway.McpServer.Hosting;
using CometRunway.McpServer.Starts;

namespace CometRunway.McpServer.Doctor;

/// <summary>Whether clients started the server, and whether they started this one as it is meant.</summary>
internal static class StartCheck
{
    public static Finding Look(IReadOnlyList<StartRecord> starts, string logFile)
    {
        if (starts.Count == 0)
            return Finding.Note("starts", "No client has started the server so far.", "`comet-runway-mcp setup CLIENT` prints the entry; start the client again after adding it.");
        var last = starts[0];
        var who = Who(last);
        if (last.Key == "placeholder")
            return Finding.Note("starts", $"{who} handed on a placeholder instead of the key.", "Set COMETAPI_KEY where the client starts, or give the client the key when it asks.");
        if (last.Key == "missing")
            return Finding.Note("starts", $"{who} handed on no key.", "Clients do not hand on every variable: name COMETAPI_KEY in the entry; `comet-runway-mcp setup CLIENT` prints it.");
        if (last.Version != ServerInfo.Version)
            return Finding.Note("starts", $"{who} runs version {last.Version}; this is {ServerInfo.Version}.", $"The client's entry names another program: {last.Program}.");
        if (last.Client is null)
            return Finding.Note("starts", $"{who} ended before it said who it is.", $"If a client waits in vain, look at {logFile}.");
        return Finding.Ok("starts", $"Last started by {who}.");
    }

    private static string Who(StartRecord start) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(start.Client is null ? "the client" : $"{start.Client} {start.ClientVersion}".TrimEnd())} at {start.At.ToLocalTime():yyyy-MM-dd HH:mm} in {start.WorkingFolder}");
}
