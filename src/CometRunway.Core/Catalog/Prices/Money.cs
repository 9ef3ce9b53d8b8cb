using System.Globalization;

namespace CometRunway.Catalog.Prices;

/// <summary>US dollars as text.</summary>
internal static class Money
{
    /// <summary>In cents; finer below ten of them.</summary>
    public static string Text(decimal usd) => "$" + usd.ToString(usd < 0.1m ? "0.00##" : "0.00", CultureInfo.InvariantCulture);

    /// <summary>As it was published.</summary>
    public static string Exact(decimal usd) => "$" + usd.ToString("0.00####", CultureInfo.InvariantCulture);
}
