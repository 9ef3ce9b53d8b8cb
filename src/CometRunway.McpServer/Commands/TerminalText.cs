using System.Diagnostics.CodeAnalysis;

namespace CometRunway.McpServer.Commands;

/// <summary>Text of a model or a server may hold control characters; a terminal must not obey them.</summary>
internal static class TerminalText
{
    [return: NotNullIfNotNull(nameof(text))]
    public static string? OneLine(string? text) =>
        text is null ? null : string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
