using System.Globalization;

namespace CometRunway.Sandbox.Requests;

/// <summary>The version header, which is a date. If it is missing, the gateway is assumed to send the current version.</summary>
internal static class VersionHeader
{
    public const string Name = "X-Runway-Version";
    public const string Current = "2024-11-06";

    public static bool IsDate(string? version) => DateOnly.TryParseExact(version, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>
    /// Returns true if the version accepts the ratios 16:9 and 9:16. According to the documentation, versions before the current one do.
    /// </summary>
    public static bool IsOlder(string? version) => IsDate(version) && string.CompareOrdinal(version, Current) < 0;
}
