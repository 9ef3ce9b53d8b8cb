using System.Globalization;
using System.Text.Json.Nodes;
using CometRunway.Catalog;
using CometRunway.Catalog.Prices;
using CometRunway.Requests;

namespace CometRunway.Mcp.Resources;

/// <summary>Formats the model catalogue as JSON: parameters, prices, availability, and the source of each fact.</summary>
internal static class ModelsDocument
{
    public static JsonObject Of(ModelListing table) => new()
    {
        ["defaultModel"] = table.DefaultModel,
        ["offerKnown"] = table.IsAvailabilityKnown,
        ["offerReadAt"] = table.ListReadAt is { } at ? Time(at) : null,
        ["models"] = new JsonArray([.. table.Rows.Select(Row)]),
        ["alsoListed"] = Texts(table.AlsoListed),
    };

    private static JsonObject Row(ModelListingEntry row)
    {
        var model = row.Model;
        return new JsonObject
        {
            ["id"] = model.Id,
            ["onOffer"] = row.IsAvailable,
            ["ratios"] = Texts(model.Ratios),
            ["disputedRatios"] = Texts(model.DisputedRatios),
            ["seconds"] = new JsonArray([.. model.Durations.Select(s => (JsonNode)s)]),
            ["defaultSeconds"] = model.DefaultDuration,
            ["promptLimit"] = model.PromptLimit,
            ["promptRequired"] = model.PromptRequired,
            ["takesSeed"] = model.TakesSeed,
            ["maxSeed"] = model.TakesSeed ? model.MaxSeed : null,
            ["retired"] = model.RetiredNote,
            ["prices"] = new JsonArray([.. row.Prices.Select(p => Price(p.Seconds, p.Price))]),
            ["sources"] = new JsonArray([.. model.Sources.Select(Source)]),
        };
    }

    private static JsonObject Price(int seconds, PriceEstimate price) => new()
    {
        ["seconds"] = seconds,
        ["usd"] = price.Usd,
        ["basis"] = price.Basis,
        ["asOf"] = Day(price.AsOf),
    };

    private static JsonObject Source(FactSource source) => new()
    {
        ["fact"] = source.Fact,
        ["source"] = source.Source,
        ["asOf"] = Day(source.AsOf),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
