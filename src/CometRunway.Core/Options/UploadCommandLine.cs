using System.Text;

namespace CometRunway.Options;

/// <summary>Parses a command line. No shell is involved: white space separates arguments, double quotes group them, and no other character is special.</summary>
internal static class UploadCommandLine
{
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
