using System.Globalization;

namespace CometRunway.Options;

/// <summary>Turns the text of a setting into a property's value; each returns what is wrong, or null.</summary>
internal static class SettingParsers
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public static string? Address(CometRunwayOptions options, string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address))
            return GatewayAddress.Problem(null);
        if (GatewayAddress.Problem(address) is { } problem)
            return problem;
        options.BaseAddress = GatewayAddress.Normalise(address);
        return null;
    }

    public static string? Key(CometRunwayOptions options, string text)
    {
        options.ApiKeyWasPlaceholder = ApiKey.IsPlaceholder(text);
        options.ApiKey = options.ApiKeyWasPlaceholder ? null : new ApiKey(text);
        return null;
    }

    public static string? Directories(CometRunwayOptions options, string text)
    {
        options.AllowedDirectories = [.. text.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        return null;
    }

    public static string? Names(CometRunwayOptions options, string text)
    {
        // A section's array arrives joined as a list of folders is.
        options.Tools = [.. text.Split([',', Path.PathSeparator], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        return null;
    }

    public static Func<CometRunwayOptions, string, string?> Text(Action<CometRunwayOptions, string> set) => (options, text) =>
    {
        set(options, text);
        return null;
    };

    public static Func<CometRunwayOptions, string, string?> Choice<T>(Action<CometRunwayOptions, T> set)
        where T : struct, Enum => (options, text) =>
    {
        // By name only: a number would be taken for any enumeration, and a list for flags.
        foreach (var value in Enum.GetValues<T>())
        {
            if (!text.Equals(value.ToString(), StringComparison.OrdinalIgnoreCase))
                continue;
            set(options, value);
            return null;
        }

        return $"must be one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}";
    };

    public static Func<CometRunwayOptions, string, string?> Seconds(Action<CometRunwayOptions, TimeSpan> set) => (options, text) =>
    {
        if (Time(text) is not { } time || time < TimeSpan.Zero || time > Longest)
            return $"must be a number of seconds from 0 to {Longest.TotalSeconds:0}, such as 90 or 2.5, or a time such as 00:01:30";
        set(options, time);
        return null;
    };

    // A bare number is seconds, where .NET's own binder would read days: only colons tell a time as .NET writes it.
    private static TimeSpan? Time(string text)
    {
        if (text.Contains(':', StringComparison.Ordinal))
            return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time) ? time : null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) <= Longest.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }

    public static Func<CometRunwayOptions, string, string?> OnOff(Action<CometRunwayOptions, bool> set) => (options, text) =>
    {
        bool? value = text.ToLowerInvariant() switch
        {
            "on" or "1" or "true" => true,
            "off" or "0" or "false" => false,
            _ => null,
        };
        if (value is null)
            return "must be on or off";
        set(options, value.Value);
        return null;
    };

    public static Func<CometRunwayOptions, string, string?> Limit(Action<CometRunwayOptions, int?> set) => (options, text) =>
    {
        if (text.Equals("unlimited", StringComparison.OrdinalIgnoreCase))
        {
            set(options, null);
            return null;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit))
            return "must be a whole number from 0, or the word unlimited";
        set(options, limit);
        return null;
    };
}
