using Microsoft.Extensions.Configuration;

namespace CometRunway.Options;

/// <summary>
/// Finds keys and variables that are not settings. A name that resembles a setting is treated as a misspelling and is an error, because a
/// limit that is silently ignored costs money. Any other name may belong to a newer version and is only logged.
/// </summary>
internal static class UnknownSettings
{
    // The server's option: an app uses a sandbox through its address.
    private const string Sandbox = "Sandbox";

    private static readonly StringComparer SystemNames = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private static readonly KnownName[] Keys = [.. CometRunwaySettings.All.Select(setting => new KnownName(setting.Name, setting.Name))];

    private static readonly KnownName[] Variables =
    [
        .. CometRunwaySettings.All.Select(setting => new KnownName(setting.Variable, setting.Name)),
        // COMETRUNWAY_BASE_URL is the name of a shared variable with the wrong prefix.
        .. CometRunwaySettings.All.Where(IsShared).Select(setting => new KnownName(setting.Variable, setting.Variable[CometRunwaySetting.SharedPrefix.Length..], IsWhole: true)),
    ];

    private static readonly KnownName[] SharedVariables = [.. CometRunwaySettings.All.Where(IsShared).Select(setting => new KnownName(setting.Variable, setting.Variable[CometRunwaySetting.SharedPrefix.Length..]))];

    public static void InSection(IConfigurationSection section, SettingFindings findings)
    {
        foreach (var child in section.GetChildren().Where(child => CometRunwaySettings.Find(child.Key) is null && !IsKey(child, nameof(CometRunwayOptions.CallerId))))
        {
            if (IsKey(child, Sandbox))
                findings.SandboxKeys.Add(child.Path);
            else if (NameSimilarity.Find(child.Key, Keys) is { } similar)
                AddSimilar(findings, child.Path, $"{section.Path}:{similar}");
            else if (NestedSetting(child) is { } nested)
                AddSimilar(findings, nested.Path, $"{section.Path}:{CometRunwaySettings.Find(nested.Key)!.Name}");
            else
                findings.Unknown.Add(child.Path);
        }
    }

    public static void InVariables(IReadOnlyDictionary<string, string> variables, IReadOnlyList<string> others, SettingFindings findings)
    {
        string[] known = [.. CometRunwaySettings.All.Select(setting => setting.Variable), .. others];
        KnownName[] own = [.. Variables, .. others.Select(other => new KnownName(other, other[CometRunwaySetting.Prefix.Length..]))];
        // In .NET configuration two underscores separate a section from its key: such a variable belongs to an app in the same environment.
        foreach (var name in variables.Keys.Where(name => !known.Contains(name, SystemNames) && !name.Contains("__", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            if (Begins(name, CometRunwaySetting.Prefix))
            {
                if (NameSimilarity.Find(name[CometRunwaySetting.Prefix.Length..], own) is { } similar)
                    AddSimilar(findings, name, similar);
                else
                    findings.Unknown.Add(name);
            }
            else if (Begins(name, CometRunwaySetting.SharedPrefix)
                && NameSimilarity.FindMisspelt(name[CometRunwaySetting.SharedPrefix.Length..], SharedVariables) is { } shared
                && !variables.ContainsKey(shared))
            {
                // Other variables with this prefix belong to other programs.
                AddSimilar(findings, name, shared);
            }
        }
    }

    private static void AddSimilar(SettingFindings findings, string name, string similar) =>
        findings.Problems.Add($"{name} is not a setting; did you mean {similar}?");

    // A limit in a section of its own restricts nothing.
    private static IConfigurationSection? NestedSetting(IConfigurationSection section) =>
        section.GetChildren().Select(child => CometRunwaySettings.Find(child.Key) is null ? NestedSetting(child) : child).FirstOrDefault(found => found is not null);

    private static bool IsShared(CometRunwaySetting setting) => setting.Variable.StartsWith(CometRunwaySetting.SharedPrefix, StringComparison.Ordinal);

    private static bool IsKey(IConfigurationSection child, string name) => child.Key.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool Begins(string name, string prefix) => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
