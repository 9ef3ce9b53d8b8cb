using System.Text;
using CometRunway.Processes;

namespace CometRunway.Options;

/// <summary>Parses a command line. No shell is involved: white space separates arguments, double quotes group them, and no other character is special.</summary>
internal static class UploadCommandLine
{
    /// <summary>Returns the full path of the program and its arguments; null when the program is not found.</summary>
    public static (string Program, string[] Arguments)? Find(string text) =>
        Read(text) is [var name, .. var arguments] && ProgramSearch.Find(name, ProgramSearch.MachinePath) is { } program ? (program, arguments) : null;

    /// <summary>Splits the text into the program and its arguments; null when it is empty or a quote is not closed.</summary>
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
