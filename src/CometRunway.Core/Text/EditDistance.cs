namespace CometRunway.Text;

/// <summary>Compares names that people and models type. Other projects compile this file, so there is one implementation.</summary>
internal static class EditDistance
{
    private const int LongestCompared = 64;

    /// <summary>Returns the number of edits (insert, delete, replace) between two names, ignoring case. Only the first 64 characters of each are compared.</summary>
    public static int Between(string left, string right)
    {
        var a = left.AsSpan(0, Math.Min(left.Length, LongestCompared));
        var b = right.AsSpan(0, Math.Min(right.Length, LongestCompared));
        Span<int> row = stackalloc int[LongestCompared + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }

    /// <summary>Returns the letters and digits of a name in lower case, so that names can be compared without case, underscores and hyphens.</summary>
    public static string Fold(string name) =>
        string.Concat(name.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant));
}
