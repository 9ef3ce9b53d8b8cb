using CometRunway.Catalog;
using CometRunway.Text;

namespace CometRunway.Requests.Rules;

/// <summary>Matches names that people and models use for a model.</summary>
internal static class ModelNames
{
    private const int MaxEdits = 2;
    private const int MinPrefixLength = 3;

    /// <summary>
    /// Returns the id that differs from the text only in punctuation, spaces, case or the vendor name, for example for <c>gen-4 turbo</c> or
    /// <c>Runway Gen3a Turbo</c>.
    /// </summary>
    public static string? Match(string text, ModelCatalog catalog)
    {
        var bare = WithoutVendor(EditDistance.Fold(text));
        return bare.Length == 0 ? null : catalog.Models.FirstOrDefault(m => EditDistance.Fold(m.Id) == bare)?.Id;
    }

    /// <summary>Returns the most similar id for texts such as <c>gen4</c>, <c>veo</c> or <c>gen3_turbo</c>; the first id for the vendor name alone.</summary>
    public static string? Nearest(string text, IReadOnlyList<string> ids)
    {
        var whole = EditDistance.Fold(text);
        var bare = WithoutVendor(whole);
        if (bare.Length == 0)
            return whole.Length > 0 && ids.Count > 0 ? ids[0] : null;
        return ids
            .Select(id => (Id: id, Bare: EditDistance.Fold(id)))
            .Select(m => (m.Id, Edits: IsPrefix(bare, m.Bare) ? 0 : EditDistance.Between(bare, m.Bare)))
            .Where(m => m.Edits <= MaxEdits)
            .OrderBy(m => m.Edits)
            .Select(m => m.Id)
            .FirstOrDefault();
    }

    private static bool IsPrefix(string text, string id) =>
        text.Length >= MinPrefixLength && id.StartsWith(text, StringComparison.Ordinal);

    private static string WithoutVendor(string bare) =>
        bare.StartsWith("runwayml", StringComparison.Ordinal) ? bare[8..]
        : bare.StartsWith("runway", StringComparison.Ordinal) ? bare[6..]
        : bare;
}
