using CometRunway.Text;
using Microsoft.Extensions.Configuration;

namespace CometRunway.Options;

/// <summary>
/// Finds keys and variables that are not settings. A name that resembles a setting is treated as a misspelling and is an error, because a
/// limit that is silently ignored costs money. Any other name may belong to a newer version and is only logged.
/// </summary>
internal static class UnknownSettings
{
    private const int ShortName = 8;

    private static readonly StringComparer SystemNames = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    public static void InSection(IConfigurationSection section, SettingFindings findings)
    {
        foreach (var child in section.GetChildren())
        {
            if (CometRunwaySettings.Find(child.Key) is { } setting)
            {
                if (!setting.IsList && child.Value is null && child.GetChildren().Any())
                    findings.AddInvalid(setting.Name, $"{section.Path}:{setting.Name} must be one value, not a list or a section.");
            }
            else if (!child.Key.Equals(nameof(CometRunwayOptions.CallerId), StringComparison.OrdinalIgnoreCase))
            {
                Add(findings, $"{section.Path}:{child.Key}", Similar(child.Key, CometRunwaySettings.All.Select(known => known.Name)) is { } similar ? $"{section.Path}:{similar}" : null);
            }
        }
    }

    public static void InVariables(IReadOnlyDictionary<string, string> variables, IReadOnlyList<string> others, SettingFindings findings)
    {
        string[] known = [.. CometRunwaySettings.All.Select(setting => setting.Variable), .. others];
        // In .NET configuration two underscores separate a section from its key: such a variable belongs to an app in the same environment.
        foreach (var name in variables.Keys.Where(name => !known.Contains(name, SystemNames) && !name.Contains("__", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            if (Begins(name, CometRunwaySetting.Prefix))
                Add(findings, name, Similar(name, known, CometRunwaySetting.Prefix));
            else if (Begins(name, CometRunwaySetting.SharedPrefix) && Similar(name, known, CometRunwaySetting.SharedPrefix) is { } similar && !variables.ContainsKey(similar))
                Add(findings, name, similar);
        }
    }

    private static void Add(SettingFindings findings, string name, string? similar)
    {
        if (similar is null)
            findings.Unknown.Add(name);
        else
            findings.Problems.Add($"{name} is not a setting; did you mean {similar}?");
    }

    private static string? Similar(string name, IEnumerable<string> known, string prefix = "")
    {
        var given = EditDistance.Fold(name[prefix.Length..]);
        return known
            .Where(other => Begins(other, prefix))
            .Select(other => (Name: other, Folded: EditDistance.Fold(other[prefix.Length..])))
            .Where(other => EditDistance.Between(given, other.Folded) <= (other.Folded.Length < ShortName ? 1 : 2))
            .OrderBy(other => EditDistance.Between(given, other.Folded))
            .FirstOrDefault()
            .Name;
    }

    private static bool Begins(string name, string prefix) => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
