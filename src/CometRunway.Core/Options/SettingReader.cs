using Microsoft.Extensions.Configuration;

namespace CometRunway.Options;

/// <summary>
/// Reads settings into the options: from a configuration section, or from variables. What is wrong is kept in the options, so that their
/// validation reports all of it at once.
/// </summary>
internal static class SettingReader
{
    /// <summary>Reads the section's keys (the names of the properties). From then on messages name the keys.</summary>
    public static void FromSection(IConfigurationSection section, CometRunwayOptions into)
    {
        ArgumentNullException.ThrowIfNull(section);
        var raw = RawCometRunwayOptions.From(section);
        Convert(raw, into, SettingNames.OfKeys(section.Path));
        // Ignored, it would leave all users of an app with one list, one limit and one set of duplicates.
        if (!string.IsNullOrEmpty(raw.CallerId))
            into.Findings.Refuse(nameof(CometRunwayOptions.CallerId), $"{section.Path}:{nameof(CometRunwayOptions.CallerId)} can be set in code only, because it separates users.");
        UnknownSettings.InSection(section, into.Findings);
    }

    /// <summary>Reads the flat variables. From then on messages name the variables.</summary>
    /// <param name="variables">Every variable there is, so that a misspelt one is found.</param>
    /// <param name="into">The options.</param>
    /// <param name="others">Variables of the program itself, which are read elsewhere.</param>
    public static void FromVariables(IReadOnlyDictionary<string, string> variables, CometRunwayOptions into, params IReadOnlyList<string> others)
    {
        ArgumentNullException.ThrowIfNull(variables);
        var values = CometRunwaySettings.All
            .Where(setting => variables.ContainsKey(setting.Variable))
            .Select(setting => KeyValuePair.Create(setting.Name, (string?)variables[setting.Variable]));
        Convert(RawCometRunwayOptions.From(new ConfigurationBuilder().AddInMemoryCollection(values).Build()), into, SettingNames.OfVariables);
        UnknownSettings.InVariables(variables, others, into.Findings);
    }

    private static void Convert(RawCometRunwayOptions raw, CometRunwayOptions into, SettingNames names)
    {
        into.WereReadBy(names);
        foreach (var setting in CometRunwaySettings.All)
        {
            if (setting.Convert(raw, into) is { } problem)
                into.Findings.Refuse(setting.Name, $"{names.Of(setting.Name)} {problem}.");
        }
    }
}
