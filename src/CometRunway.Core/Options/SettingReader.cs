using Microsoft.Extensions.Configuration;

namespace CometRunway.Options;

/// <summary>
/// Reads settings into the options from a configuration section or from environment variables. Problems are kept in the options, so that
/// validation reports all of them at once.
/// </summary>
internal static class SettingReader
{
    /// <summary>Reads the keys of a section, which are the names of the properties. Messages then use the names of the keys.</summary>
    public static void FromSection(IConfigurationSection section, CometRunwayOptions into)
    {
        ArgumentNullException.ThrowIfNull(section);
        var names = SettingNames.OfKeys(section.Path);
        into.UseNames(names);
        if (!section.Exists())
            into.Findings.MissingSections.Add(section.Path);
        if (SectionShape.Problem(section) is { } shape)
            into.Findings.Problems.Add($"{section.Path} {shape}.");
        var raw = RawCometRunwayOptions.From(section);
        foreach (var setting in CometRunwaySettings.All)
        {
            var key = section.GetSection(setting.Name);
            if ((SectionShape.Problem(key, setting) ?? setting.Convert(raw, into)) is { } problem)
                into.Findings.AddInvalid(setting.Name, $"{names.Of(setting.Name)} {problem}.");
            else if (SectionShape.IsSet(key))
                into.RecordOrigin(setting.Name, names);
        }

        // If the key were ignored, all users of an app would share one task list, one limit and one duplicate check.
        var caller = section.GetSection(nameof(CometRunwayOptions.CallerId));
        if (!string.IsNullOrEmpty(caller.Value) || caller.GetChildren().Any())
            into.Findings.AddInvalid(nameof(CometRunwayOptions.CallerId), $"{section.Path}:{nameof(CometRunwayOptions.CallerId)} can be set in code only, because it separates users.");
        UnknownSettings.InSection(section, into.Findings);
    }

    /// <summary>Reads environment variables. Messages then use the names of the variables.</summary>
    /// <param name="variables">All environment variables, so that misspelt names are found.</param>
    /// <param name="into">The options.</param>
    /// <param name="others">Variables that the program reads elsewhere.</param>
    public static void FromVariables(IReadOnlyDictionary<string, string> variables, CometRunwayOptions into, params IReadOnlyList<string> others)
    {
        ArgumentNullException.ThrowIfNull(variables);
        var values = CometRunwaySettings.All
            .Where(setting => variables.ContainsKey(setting.Variable))
            .Select(setting => KeyValuePair.Create(setting.Name, (string?)variables[setting.Variable]));
        var raw = RawCometRunwayOptions.From(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        into.UseNames(SettingNames.OfVariables);
        foreach (var setting in CometRunwaySettings.All)
        {
            if (setting.Convert(raw, into) is { } problem)
                into.Findings.AddInvalid(setting.Name, $"{setting.Variable} {problem}.");
        }

        into.Findings.VariableFolders = [.. into.AllowedDirectories];
        UnknownSettings.InVariables(variables, others, into.Findings);
    }
}
