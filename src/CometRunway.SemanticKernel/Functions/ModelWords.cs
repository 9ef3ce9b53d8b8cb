using System.Globalization;
using CometRunway.Catalog;
using CometRunway.Requests;
using CometRunway.SemanticKernel.Replies;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Describes a video model for a language model, in one line or in full.</summary>
internal static class ModelWords
{
    /// <summary>Returns the facts that are needed to choose between models.</summary>
    public static ModelReply Short(ModelListingEntry row) => new()
    {
        Id = row.Model.Id,
        OnOffer = row.IsAvailable,
        Ratios = row.Model.Ratios,
        Seconds = row.Model.Durations,
        DefaultSeconds = row.Model.DefaultDuration,
        Price = $"{row.Model.DefaultDuration} s: {row.DefaultPrice}",
        Notes = Needs(row) is { Length: > 0 } needs ? needs : null,
    };

    /// <summary>Returns all facts about one model: the price of each length, disputed values and sources.</summary>
    public static ModelReply Whole(ModelListingEntry row)
    {
        string[] notes = [.. Needs(row), .. Prices(row), .. Disputed(row.Model), .. Sources(row)];
        return Short(row) with { Notes = notes.Length > 0 ? notes : null };
    }

    private static string[] Needs(ModelListingEntry row)
    {
        var model = row.Model;
        string?[] needs =
        [
            model.PromptRequired ? "prompt required" : model.PromptExpected ? "better with a prompt" : null,
            model.TakesSeed ? null : "takes no seed",
            model.RetiredNote,
        ];
        return [.. needs.OfType<string>()];
    }

    private static IEnumerable<string> Prices(ModelListingEntry row) => row.Prices
        .Where(p => p.Seconds != row.Model.DefaultDuration)
        .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Seconds} s: {p.Price}"));

    private static IEnumerable<string> Disputed(VideoModel model) => model.DisputedRatios.Count > 0
        ? [$"Runway's own table lacks {string.Join(", ", model.DisputedRatios)}; CometAPI's page has them"]
        : [];

    private static IEnumerable<string> Sources(ModelListingEntry row) => row.IsKnown
        ? row.Model.Sources.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Fact} ({s.Source}, {s.AsOf:yyyy-MM-dd})"))
        : ["not in this tool's table, only on the gateway's list: the values are the general ones of CometAPI's page, and the service decides"];
}
