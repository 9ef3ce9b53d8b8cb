using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace CometRunway.Options;

/// <summary>
/// Checks whether a key has one value or an array, as its setting requires. The binder ignores any other shape, so that a malformed limit or
/// list of tools would restrict nothing.
/// </summary>
internal static class SectionShape
{
    /// <summary>Returns the problem with the section as a whole, or null.</summary>
    public static string? Problem(IConfigurationSection section)
    {
        var children = section.GetChildren().ToList();
        if (children.Count == 0)
            return SettingConversion.Given(section.Value) is null ? null : "must be a section with keys, not one value";
        return children.Any(IsIndex) ? "must be a section with keys, not an array" : null;
    }

    /// <summary>Returns the problem with the key of a setting, or null.</summary>
    public static string? Problem(IConfigurationSection key, CometRunwaySetting setting)
    {
        var items = key.GetChildren().ToList();
        if (items.Count == 0)
            return null;
        if (!setting.IsList)
            return "must be one value, not a list or a section";
        if (SettingConversion.Given(key.Value) is not null)
            return "is set as one string and as an array. Remove one of them, also where another configuration source adds it";
        return items.All(IsItem) ? null : "must be one string, or an array of strings in which no item is blank, nested or a placeholder";
    }

    /// <summary>Returns true when the key has a value that counts as set.</summary>
    public static bool IsSet(IConfigurationSection key) => SettingConversion.Given(key.Value) is not null || key.GetChildren().Any();

    private static bool IsItem(IConfigurationSection item) =>
        IsIndex(item) && SettingConversion.Given(item.Value) is not null && !item.GetChildren().Any();

    private static bool IsIndex(IConfigurationSection item) => int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
