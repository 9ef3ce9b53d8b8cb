using System.Globalization;
using CometRunway.Api;
using CometRunway.Errors;

namespace CometRunway.Catalog.Prices;

/// <summary>Estimates the price of a task from the gateway's list, or from the table of known prices when the list has no price.</summary>
internal static class PriceEstimates
{
    /// <summary>Estimates the price of a task.</summary>
    /// <param name="model">The model id as sent.</param>
    /// <param name="seconds">The requested duration; null for the service's default of 5.</param>
    /// <param name="offeredModels">The gateway's list; null when it could not be read.</param>
    /// <param name="listedOn">The date on which the list was read.</param>
    public static PriceEstimate For(string model, int? seconds, IReadOnlyList<AvailableModel>? offeredModels, DateOnly listedOn)
    {
        ArgumentNullException.ThrowIfNull(model);
        var length = seconds ?? ApiDefaults.Duration;
        if (offeredModels is not null && ListedPrice.Row(model, length, offeredModels) is { } row)
        {
            var (usd, unit) = ListedPrice.Of(row, length);
            return new(usd, $"the gateway's list of {Day(listedOn)}: {unit}", listedOn);
        }

        return KnownPrices.All.FirstOrDefault(known => known.Model.Equals(model, StringComparison.OrdinalIgnoreCase)) is { } price
            ? Published(price, length, offeredModels is not null)
            : new(null, $"none is published for {DisplayText.Text(model)}", offeredModels is null ? KnownPrices.AsOf : listedOn);
    }

    private static PriceEstimate Published(KnownPrice price, int seconds, bool listRead)
    {
        var asOf = price.Sources[^1].AsOf;
        if (price.PerTask is { } task)
            return new(task, seconds > ApiDefaults.Duration ? $"{price.PerTaskBasis}; {seconds} s may cost more" : price.PerTaskBasis!, asOf);
        var (from, to) = (Runway(price.RunwayCredits.From, seconds), Runway(price.RunwayCredits.To, seconds));
        var own = from == to ? Money.Text(from) : $"{Money.Text(from)} to {Money.Text(to)}";
        var month = asOf.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        return new(null, $"{(listRead ? "CometAPI lists" : "CometAPI's list cannot be read, and we know")} none for {price.Model}; Runway's own list price for {seconds} s is {own} ({month})", asOf);
    }

    private static decimal Runway(int credits, int seconds) => KnownPrices.CreditUsd * credits * seconds;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
