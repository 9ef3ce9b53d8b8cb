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
        foreach (var name in variables.Keys.Where(name => !known.Contains(name, SystemNames) && !IsOfKubernetes(name)).Order(StringComparer.Ordinal))
        {
            if (name.Contains("__", StringComparison.Ordinal))
            {
                // Not an app's setting but one of ours with an underscore too many, which would be ignored.
                if (known.FirstOrDefault(own => own.Equals(name.Replace("__", "_", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)) is { } meant && Begins(name, CometRunwaySetting.Prefix))
                    AddSimilar(findings, name, meant);
            }
            else if (Begins(name, CometRunwaySetting.Prefix))
            {
                if (NameSimilarity.Find(name[CometRunwaySetting.Prefix.Length..], own) is { } similar)
                    AddSimilar(findings, name, similar);
                else
                    findings.Unknown.Add(name);
            }
            else if (Begins(name, CometRunwaySetting.SharedPrefix)
                && NameSimilarity.FindMisspelt(name[CometRunwaySetting.SharedPrefix.Length..], SharedVariables) is { } shared
                && !variables.ContainsKey(shared)
                && !IsNumbered(name, shared))
            {
                // Other variables with this prefix belong to other programs.
                AddSimilar(findings, name, shared);
            }
        }
    }

    private static void AddSimilar(SettingFindings findings, string name, string similar) =>
        findings.Problems.Add($"{name} is not a setting; did you mean {similar}?");

    // A limit in a section of its own restricts nothing. Deeper levels and names of one word can be an app's own.
    private static IConfigurationSection? NestedSetting(IConfigurationSection section) =>
        section.GetChildren().FirstOrDefault(child => CometRunwaySettings.Find(child.Key) is { } setting && NameWords.Of(setting.Name).Length > 1);

    // Kubernetes sets these for a service whose name begins with ours.
    private static bool IsOfKubernetes(string name) =>
        name.EndsWith("_PORT", StringComparison.OrdinalIgnoreCase) || name.Contains("_PORT_", StringComparison.OrdinalIgnoreCase) || name.Contains("_SERVICE_", StringComparison.OrdinalIgnoreCase);

    // COMETAPI_KEY_2 is a second key of another program, not a misspelt one.
    private static bool IsNumbered(string name, string known) => Begins(name, known) && name.Length > known.Length && (name[known.Length] == '_' || char.IsAsciiDigit(name[known.Length]));

    private static bool IsShared(CometRunwaySetting setting) => setting.Variable.StartsWith(CometRunwaySetting.SharedPrefix, StringComparison.Ordinal);

    private static bool IsKey(IConfigurationSection child, string name) => child.Key.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static bool Begins(string name, string prefix) => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
