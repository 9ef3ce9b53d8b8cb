using CometRunway.McpServer.Commands;

namespace CometRunway.McpServer.Doctor;

/// <summary>Formats the report for a terminal: one line for each result, followed by its advice.</summary>
internal static class DiagnosticsFormatter
{
    public static void Write(DiagnosticsReport report, TextWriter output)
    {
        foreach (var finding in report.Findings)
        {
            output.WriteLine($"{Mark(finding.Level),-8} {finding.Name,-13} {TerminalText.OneLine(finding.Message)}");
            if (finding.Advice is { } advice)
                output.WriteLine($"{"",-8} {"",-13} -> {TerminalText.OneLine(advice)}");
        }

        output.WriteLine(report.Ok ? "\nNo problems were found." : "\nProblems were found. See the lines marked PROBLEM.");
    }

    private static string Mark(DiagnosticLevel level) => level switch
    {
        DiagnosticLevel.Problem => "PROBLEM",
        DiagnosticLevel.Note => "note",
        _ => "ok",
    };
}
