namespace CometRunway.Store.Sqlite;

/// <summary>When a day begins where the user lives, also on the days on which clocks are changed at midnight.</summary>
internal static class LocalDay
{
    public static DateTimeOffset Start(DateTime date, TimeZoneInfo zone)
    {
        var midnight = DateTime.SpecifyKind(date, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(15);
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset);
    }
}
