using System.Globalization;

namespace CometRunway.Options;

/// <summary>Converts the text of a setting to the value of its property. Each conversion returns an error, or null.</summary>
internal static class SettingConversion
{
    public static string? Key(RawCometRunwayOptions raw, CometRunwayOptions options)
    {
        if (string.IsNullOrWhiteSpace(raw.ApiKey))
            return null;
        options.ApiKeyWasPlaceholder = ApiKey.IsPlaceholder(raw.ApiKey);
        options.ApiKey = options.ApiKeyWasPlaceholder ? null : new ApiKey(raw.ApiKey);
        return null;
    }

    public static string? Address(RawCometRunwayOptions raw, CometRunwayOptions options)
    {
        if (Given(raw.BaseAddress) is not { } text)
            return null;
        _ = Uri.TryCreate(text, UriKind.Absolute, out var address);
        if (GatewayAddress.Problem(address) is { } problem)
            return problem;
        options.BaseAddress = GatewayAddress.Normalize(address!);
        return null;
    }

    public static Func<RawCometRunwayOptions, CometRunwayOptions, string?> Plain(Func<RawCometRunwayOptions, string?> read, Action<CometRunwayOptions, string> set) => (raw, options) =>
    {
        if (Given(read(raw)) is { } text)
            set(options, text);
        return null;
    };

    /// <summary>Reads an array, or one string with separators.</summary>
    public static Func<RawCometRunwayOptions, CometRunwayOptions, string?> List(
        Func<RawCometRunwayOptions, (string? Text, IList<string>? Items)> read, char[] separators, Action<CometRunwayOptions, IList<string>> set) => (raw, options) =>
    {
        var (text, items) = read(raw);
        string[] given = Given(text) is { } joined
            ? joined.Split(separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [.. (items ?? []).Select(Given).OfType<string>()];
        if (given.Length > 0)
            set(options, [.. given]);
        // An empty list has a meaning of its own: for the tools, all of them.
        return given.Length == 0 && Given(text) is not null ? "has separators but no item. Name at least one, or remove the setting" : null;
    };

    public static Func<RawCometRunwayOptions, CometRunwayOptions, string?> Choice<T>(Func<RawCometRunwayOptions, string?> read, Action<CometRunwayOptions, T> set)
        where T : struct, Enum => Converted(read, set, $"must be one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}", static text =>
    {
        // Enum.TryParse would also accept numbers and comma-separated flags.
        foreach (var value in Enum.GetValues<T>())
        {
            if (text.Equals(value.ToString(), StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    });

    public static Func<RawCometRunwayOptions, CometRunwayOptions, string?> Seconds(Func<RawCometRunwayOptions, string?> read, Action<CometRunwayOptions, TimeSpan> set) =>
        Converted(read, set, string.Create(CultureInfo.InvariantCulture, $"must be a number of seconds from 0 to {SettingBounds.LongestTime.TotalSeconds:0}, such as 90 or 2.5, or a time such as 00:01:30"), static text =>
            Time(text) is { } time && time >= TimeSpan.Zero && time <= SettingBounds.LongestTime ? time : null);

    public static Func<RawCometRunwayOptions, CometRunwayOptions, string?> OnOff(Func<RawCometRunwayOptions, string?> read, Action<CometRunwayOptions, bool> set) =>
        Converted<bool>(read, set, "must be on or off", static text => text.ToLowerInvariant() switch
        {
            "on" or "1" or "true" => true,
            "off" or "0" or "false" => false,
            _ => null,
        });

    public static Func<RawCometRunwayOptions, CometRunwayOptions, string?> Limit(Func<RawCometRunwayOptions, string?> read, Action<CometRunwayOptions, int?> set) => (raw, options) =>
    {
        if (Given(read(raw)) is not { } text)
            return null;
        var isUnlimited = text.Equals("unlimited", StringComparison.OrdinalIgnoreCase);
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && !isUnlimited)
            return "must be a whole number from 0, or unlimited";
        set(options, isUnlimited ? null : limit);
        return null;
    };

    private static Func<RawCometRunwayOptions, CometRunwayOptions, string?> Converted<T>(
        Func<RawCometRunwayOptions, string?> read, Action<CometRunwayOptions, T> set, string problem, Func<string, T?> convert)
        where T : struct => (raw, options) =>
    {
        if (Given(read(raw)) is not { } text)
            return null;
        if (convert(text) is not { } value)
            return problem;
        set(options, value);
        return null;
    };

    // A number without colons is in seconds. TimeSpan.Parse would read it as days.
    private static TimeSpan? Time(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time) ? time : null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) <= SettingBounds.LongestTime.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }

    /// <summary>Returns null for blank text and for an unexpanded placeholder, which some chat clients pass for a value that the user left empty.</summary>
    public static string? Given(string? text) => text?.Trim() is { Length: > 0 } given && !IsUnexpanded(given) ? given : null;

    // Only ${...}: a path may begin with $HOME.
    private static bool IsUnexpanded(string text) => text.StartsWith("${", StringComparison.Ordinal) && text.IndexOf('}') == text.Length - 1;
}
