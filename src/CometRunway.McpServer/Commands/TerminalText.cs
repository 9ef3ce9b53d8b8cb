using System.Diagnostics.CodeAnalysis;

namespace CometRunway.McpServer.Commands;

/// <summary>Removes control characters from text of a model or a server, so that a terminal does not interpret them.</summary>
internal static class TerminalText
{
    [return: NotNullIfNotNull(nameof(text))]
    public static string? OneLine(string? text) =>
        text is null ? null : string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
