using System.Text.Json;
using CometRunway.Text;

namespace CometRunway.Api.Wire;

/// <summary>Reads the gateway's public model list.</summary>
internal static class ModelListReader
{
    private const int MaxIdLength = 200;

    /// <summary>Returns the models that are available now, without duplicates; null when the response is not a list.</summary>
    public static IReadOnlyList<AvailableModel>? Read(JsonElement root)
    {
        if (root.Member("data") is not { ValueKind: JsonValueKind.Array })
            return null;
        return [.. root.Items("data").Where(static row => !row.IsTrue("upcoming")).Select(Row).OfType<AvailableModel>().DistinctBy(static model => model.Id)];
    }

    private static AvailableModel? Row(JsonElement row)
    {
        if (row.Text("id")?.Trim() is not { Length: <= MaxIdLength } id || !id.EnumerateRunes().All(VisibleText.IsPlain))
            return null;
        var pricing = row.Object("pricing");
        return new AvailableModel(id, Price(pricing, "per_request"), Price(pricing, "per_second"));
    }

    // A price of 0 means that no price is set; no model is free.
    private static decimal? Price(JsonElement? pricing, string name) =>
        pricing?.Number(name) is > 0 and < 1_000_000 and var price ? (decimal)price : null;
}
