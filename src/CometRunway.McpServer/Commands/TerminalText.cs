using System.Diagnostics.CodeAnalysis;
using CometRunway.Text;

namespace CometRunway.McpServer.Commands;

/// <summary>Text of a model, a file or a server for a terminal: one line, without characters that a terminal acts on or that hide other characters.</summary>
internal static class TerminalText
{
    /// <summary>Longer than a link, which is of no use without its end.</summary>
    private const int Longest = 9_000;

    [return: NotNullIfNotNull(nameof(text))]
    public static string? OneLine(string? text) => text is null ? null : VisibleText.OneLine(text, Longest);
}
