using System.Globalization;
using CometRunway.Api;

namespace CometRunway.Catalog.Prices;

/// <summary>Finds the price of a model in the gateway's list.</summary>
internal static class ListedPrice
{
    /// <summary>Returns the row with the price of this task; null when the list has none. A row for this exact length takes precedence over one for any length.</summary>
    public static AvailableModel? Row(string model, int seconds, IReadOnlyList<AvailableModel> offered)
    {
        var priced = offered.Where(row => row.PricePerRequest is not null || row.PricePerSecond is not null).ToArray();
        var withLength = string.Create(CultureInfo.InvariantCulture, $"{model}_{seconds}");
        return priced.FirstOrDefault(row => HasName(row, withLength)) ?? priced.FirstOrDefault(row => HasName(row, model));
    }

    /// <summary>Returns the price. When a row has a price per task and a price per second, it returns the higher one, because it is not documented which applies.</summary>
    public static (decimal Usd, string Unit) Of(AvailableModel row, int seconds)
    {
        var bySecond = row.PricePerSecond * seconds;
        return row.PricePerRequest is { } task && !(bySecond > task)
            ? (task, $"{Money.Exact(task)} a task")
            : (bySecond!.Value, $"{Money.Exact(row.PricePerSecond!.Value)} a second");
    }

    private static bool HasName(AvailableModel row, string name) => VendorPrefix.Without(row.Id).Equals(name, StringComparison.OrdinalIgnoreCase);
}
