using System.Text;
using CometRunway.Processes;

namespace CometRunway.Options;

/// <summary>Reads a command as people write it. There is no shell: blanks separate, double quotes hold together, and nothing else means anything.</summary>
internal static class UploadCommandLine
{
    /// <summary>The program's full path and its arguments; null when there is no such program.</summary>
    public static (string Program, string[] Arguments)? Find(string text) =>
        Read(text) is [var name, .. var arguments] && ProgramSearch.Find(name, ProgramSearch.MachinePath) is { } program ? (program, arguments) : null;

    /// <summary>The program and its arguments; null when there is no program, or a quote is not closed.</summary>
    public static string[]? Read(string text)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var (isQuoted, isBegun) = (false, false);
        foreach (var c in text)
        {
            if (c == '"')
                (isQuoted, isBegun) = (!isQuoted, true);
            else if (isQuoted || !char.IsWhiteSpace(c))
                (_, isBegun) = (part.Append(c), true);
            else if (isBegun)
            {
                parts.Add(part.ToString());
                part.Clear();
                isBegun = false;
            }
        }

        if (isBegun)
            parts.Add(part.ToString());
        return isQuoted || parts.Count == 0 || parts[0].Length == 0 ? null : [.. parts];
    }
}
