using CometRunway.Catalog;
using CometRunway.Text;

namespace CometRunway.Requests.Rules;

/// <summary>What people and models write when they mean a model.</summary>
internal static class ModelNames
{
    private const int FewEdits = 2;
    private const int LeastPrefix = 3;

    /// <summary>The id that differs from the text only in punctuation, spaces, case or the vendor's name: <c>gen-4 turbo</c>, <c>Runway Gen3a Turbo</c>.</summary>
    public static string? Meant(string text, ModelCatalog catalog)
    {
        var bare = WithoutVendor(EditDistance.Fold(text));
        return bare.Length == 0 ? null : catalog.Models.FirstOrDefault(m => EditDistance.Fold(m.Id) == bare)?.Id;
    }

    /// <summary>The id that was perhaps meant: <c>gen4</c>, <c>veo</c>, <c>gen3_turbo</c>; the vendor's name alone stands for the first id.</summary>
    public static string? Nearest(string text, IReadOnlyList<string> ids)
    {
        var whole = EditDistance.Fold(text);
        var bare = WithoutVendor(whole);
        if (bare.Length == 0)
            return whole.Length > 0 && ids.Count > 0 ? ids[0] : null;
        return ids
            .Select(id => (Id: id, Bare: EditDistance.Fold(id)))
            .Select(m => (m.Id, Edits: IsBeginning(bare, m.Bare) ? 0 : EditDistance.Between(bare, m.Bare)))
            .Where(m => m.Edits <= FewEdits)
            .OrderBy(m => m.Edits)
            .Select(m => m.Id)
            .FirstOrDefault();
    }

    private static bool IsBeginning(string text, string id) =>
        text.Length >= LeastPrefix && id.StartsWith(text, StringComparison.Ordinal);

    private static string WithoutVendor(string bare) =>
        bare.StartsWith("runwayml", StringComparison.Ordinal) ? bare[8..]
        : bare.StartsWith("runway", StringComparison.Ordinal) ? bare[6..]
        : bare;
}
