using CometRunway.Text;

namespace CometRunway.Options;

/// <summary>The words of a name such as <c>PollInterval</c>, <c>POLL_INTERVAL</c> or <c>poll-interval</c>, in lower case.</summary>
internal static class NameWords
{
    private const int ShortestPart = 3;
    private const int ShortestMisspelt = 4;
    private const int ShortestStem = 5;

    /// <summary>Splits a name at capitals, and at characters that are no letters.</summary>
    public static string[] Of(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            if (i < name.Length && !IsBoundary(name, i))
                continue;
            if (EditDistance.Fold(name[start..i]) is { Length: > 0 } word)
                words.Add(word);
            start = i;
        }

        return [.. words];
    }

    /// <summary>Returns the number of words that two names share, in any order.</summary>
    public static int Shared(string[] one, string[] other)
    {
        var left = other.ToList();
        return one.Count(word => left.FindIndex(candidate => IsSame(word, candidate)) is >= 0 and var at && Remove(left, at));
    }

    /// <summary>Returns true when the words of the part follow each other in the whole name.</summary>
    public static bool Contains(string[] whole, string[] part) =>
        Enumerable.Range(0, Math.Max(0, whole.Length - part.Length + 1)).Any(at => part.Zip(whole.Skip(at), IsSame).All(same => same));

    private static bool Remove(List<string> words, int at)
    {
        words.RemoveAt(at);
        return true;
    }

    // A capital after a small letter or a digit begins a word, and so does the last of several capitals: APIKey.
    private static bool IsBoundary(string name, int at) =>
        !char.IsAsciiLetterOrDigit(name[at])
        || (char.IsAsciiLetterUpper(name[at]) && (!char.IsAsciiLetterUpper(name[at - 1]) || (at + 1 < name.Length && char.IsAsciiLetterLower(name[at + 1]))));

    /// <summary>Also true for an abbreviation (Max), a plural (Directories) and a word with one wrong letter.</summary>
    private static bool IsSame(string one, string other)
    {
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        if (shorter == longer || (shorter.Length >= ShortestPart && longer.StartsWith(shorter, StringComparison.Ordinal)))
            return true;
        var stem = shorter.Zip(longer).TakeWhile(pair => pair.First == pair.Second).Count();
        return (stem >= ShortestStem && stem * 3 >= longer.Length * 2) || (shorter.Length >= ShortestMisspelt && EditDistance.Between(one, other) <= 1);
    }
}
