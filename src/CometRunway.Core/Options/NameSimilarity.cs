using CometRunway.Text;

namespace CometRunway.Options;

/// <summary>
/// Finds the setting that an unknown name resembles: by letters, because of typing errors, and by words, because people leave out, add or
/// replace one.
/// </summary>
internal static class NameSimilarity
{
    private const int ShortName = 8;
    private const int ShortestContained = 6;

    /// <summary>Returns the known name that this name resembles, or null.</summary>
    public static string? Find(string name, IReadOnlyList<KnownName> known)
    {
        if (FindMisspelt(name, known) is { } misspelt)
            return misspelt;
        var words = NameWords.Of(name);
        return known
            .Select(other => (Name: other, Words: NameWords.Of(other.Text)))
            .Where(other => other.Name.IsWhole ? other.Words.SequenceEqual(words) : IsSimilar(words, other.Words))
            .OrderByDescending(other => NameWords.Shared(words, other.Words))
            .ThenBy(other => EditDistance.Between(EditDistance.Fold(name), EditDistance.Fold(other.Name.Text)))
            .FirstOrDefault()
            .Name?.Shown;
    }

    /// <summary>Returns the known name that differs from this name by one or two letters, or null.</summary>
    public static string? FindMisspelt(string name, IReadOnlyList<KnownName> known)
    {
        var given = EditDistance.Fold(name);
        return known
            .Where(other => !other.IsWhole)
            .Select(other => (other.Shown, Folded: EditDistance.Fold(other.Text)))
            .Where(other => EditDistance.Between(given, other.Folded) <= (other.Folded.Length < ShortName ? 1 : 2))
            .OrderBy(other => EditDistance.Between(given, other.Folded))
            .FirstOrDefault()
            .Shown;
    }

    private static bool IsSimilar(string[] given, string[] known)
    {
        var shared = NameWords.Shared(given, known);
        // The known name and more: ReadOnlyMode, AllowedTools, ReadRequestTimeout.
        if (NameWords.Contains(given, known) || (shared == known.Length && known.Length > 1 && given.Length == known.Length + 1))
            return true;
        // The same without capitals or underscores.
        if (given.Length == 1 && string.Concat(known) is { Length: >= ShortestContained } joined && given[0].Contains(joined, StringComparison.Ordinal))
            return true;
        // A part of the known name: TasksPerHour. One word alone is too little.
        if (shared == given.Length && shared > 1)
            return true;
        // All words but one of a long name: LimitTasksPerHour.
        return shared >= 3 && shared >= Math.Max(given.Length, known.Length) - 1;
    }
}
