using System.Globalization;
using CometRunway.McpServer.Starts;
using CometRunway.McpServer.Verbs;

namespace CometRunway.McpServer.Doctor;

/// <summary>The report for a terminal: what is wrong stands out, what to do stands below it.</summary>
internal static class DoctorText
{
    public static void Write(DoctorReport report, TextWriter output)
    {
        foreach (var finding in report.Findings)
        {
            output.WriteLine($"{Mark(finding.Level),-8} {finding.Name,-13} {TerminalText.OneLine(finding.Message)}");
            if (finding.Advice is { } advice)
                output.WriteLine($"{"",-8} {"",-13} -> {TerminalText.OneLine(advice)}");
        }

        if (report.Starts.Count > 0)
            output.WriteLine("\nLast starts:");
        foreach (var start in report.Starts)
            output.WriteLine(TerminalText.OneLine(Line(start)));
        output.WriteLine(report.Ok ? "\nNothing stands in the way." : "\nSomething stands in the way: see the lines that say PROBLEM.");
    }

    private static string Mark(FindingLevel level) => level switch
    {
        FindingLevel.Problem => "PROBLEM",
        FindingLevel.Note => "note",
        _ => "ok",
    };

    private static string Line(StartRecord start) => string.Create(
        CultureInfo.InvariantCulture,
        $"  {start.At.ToLocalTime():yyyy-MM-dd HH:mm}  {start.Client ?? "(no client)"} {start.ClientVersion}  key {start.Key}  {start.Service}  in {start.WorkingFolder}");
}
