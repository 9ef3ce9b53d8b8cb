using System.Globalization;

namespace CometRunway.Catalog.Prices;

/// <summary>Formats US dollars.</summary>
internal static class Money
{
    /// <summary>Formats an amount with two decimals, or up to four below ten cents.</summary>
    public static string Text(decimal usd) => "$" + usd.ToString(usd < 0.1m ? "0.00##" : "0.00", CultureInfo.InvariantCulture);

    /// <summary>Formats an amount with up to six decimals, as published.</summary>
    public static string Exact(decimal usd) => "$" + usd.ToString("0.00####", CultureInfo.InvariantCulture);
}
