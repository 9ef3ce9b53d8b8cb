using System.Globalization;
using System.Text.Json;

namespace CometRunway.Api.Wire;

/// <summary>Reads progress and times in all formats that the services use.</summary>
internal static class WireNumbers
{
    // Values below 1e11 are seconds (until the year 5138); larger values are milliseconds (since 1973).
    private const double MinMilliseconds = 1e11;
    private const double MaxSeconds = 253_402_300_799;

    /// <summary>Returns 0 to 1 from <c>0.275</c>, <c>"20%"</c>, <c>20</c> or <c>"0.2"</c>. A number up to 1 is a fraction; a larger number is a percentage.</summary>
    public static double? Progress(JsonElement element, string name)
    {
        if (element.Text(name) is { } text && text.Trim() is [.. var digits, '%'])
            return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) ? Fraction(percent / 100) : null;
        return element.Number(name) is { } number ? Fraction(number > 1 ? number / 100 : number) : null;
    }

    /// <summary>Reads ISO 8601 text with any offset (UTC when it has none), or epoch seconds or milliseconds. 0 means that there is no time yet.</summary>
    public static DateTimeOffset? Time(JsonElement element, string name)
    {
        if (element.Number(name) is { } epoch)
            return FromEpoch(epoch);
        return DateTimeOffset.TryParse(element.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    private static DateTimeOffset? FromEpoch(double epoch)
    {
        var seconds = epoch >= MinMilliseconds ? epoch / 1000 : epoch;
        return seconds is > 0 and < MaxSeconds ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)) : null;
    }

    private static double? Fraction(double value) => double.IsFinite(value) && value >= 0 ? Math.Min(value, 1) : null;
}
