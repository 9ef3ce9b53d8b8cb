using System.Globalization;
using CometRunway.Api;

namespace CometRunway.Catalog.Prices;

/// <summary>A model's price in the gateway's own list.</summary>
internal static class ListedPrice
{
    /// <summary>The row that prices this task; null when the list has none. A row for exactly this length goes before one for any.</summary>
    public static AvailableModel? Row(string model, int seconds, IReadOnlyList<AvailableModel> offered)
    {
        var priced = offered.Where(row => row.PricePerRequest is not null || row.PricePerSecond is not null).ToArray();
        var withLength = string.Create(CultureInfo.InvariantCulture, $"{model}_{seconds}");
        return priced.FirstOrDefault(row => Is(row, withLength)) ?? priced.FirstOrDefault(row => Is(row, model));
    }

    /// <summary>The dearer one where a row has a price for the task and one for the second: nobody says which is taken.</summary>
    public static (decimal Usd, string Unit) Of(AvailableModel row, int seconds)
    {
        var bySecond = row.PricePerSecond * seconds;
        return row.PricePerRequest is { } task && !(bySecond > task)
            ? (task, $"{Money.Exact(task)} a task")
            : (bySecond!.Value, $"{Money.Exact(row.PricePerSecond!.Value)} a second");
    }

    private static bool Is(AvailableModel row, string name) => VendorPrefix.Without(row.Id).Equals(name, StringComparison.OrdinalIgnoreCase);
}
