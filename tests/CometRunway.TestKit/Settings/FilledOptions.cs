using System.Text.RegularExpressions;
using CometRunway.Options;
using Microsoft.Extensions.Configuration;

namespace CometRunway.TestKit.Settings;

/// <summary>Sets options in each supported way, and finds the settings that a message names.</summary>
public static partial class FilledOptions
{
    /// <summary>The configuration section of <see cref="Filling.Section"/>.</summary>
    public const string Section = "CometRunway";

    /// <summary>Sets these values in one of the ways. Without values the options only record the way.</summary>
    public static CometRunwayOptions Fill(this CometRunwayOptions options, Filling way, params (string Property, string Text)[] values)
    {
        ArgumentNullException.ThrowIfNull(options);
        var texts = values.ToDictionary(value => value.Property, value => value.Text, StringComparer.Ordinal);
        if (way == Filling.Variables)
            SettingReader.FromVariables(texts.ToDictionary(text => CometRunwaySettings.VariableOf(text.Key), text => text.Value), options);
        else if (way == Filling.Section)
            SettingReader.FromSection(SectionOf(texts), options);
        else
            Copy(new CometRunwayOptions().Fill(Filling.Section, values), options, texts.Keys);
        return options;
    }

    /// <summary>The name that a message must use for a setting.</summary>
    public static string Name(Filling way, string property) => way switch
    {
        Filling.Code => $"{nameof(CometRunwayOptions)}.{property}",
        Filling.Section => $"{Section}:{property}",
        _ => CometRunwaySettings.VariableOf(property),
    };

    /// <summary>The distinct settings that a message names, in any form.</summary>
    public static IReadOnlyList<string> NamesIn(string message) => [.. Names().Matches(message).Select(match => match.Value).Distinct()];

    /// <summary>Who must be asked to change a setting: the user where variables are set, else whoever runs the app, because an app's user can set nothing.</summary>
    public static string Asked(Filling way) => new CometRunwayOptions().Fill(way).Names.Ask("").Trim();

    /// <summary>The one request to change a setting that a message makes, in the form of <see cref="Asked"/>; null when it makes none, or both.</summary>
    public static string? AskedIn(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new[] { Asked(Filling.Variables), Asked(Filling.Code) }.Where(request => message.Contains(request, StringComparison.Ordinal)).ToArray() is [var request] ? request : null;
    }

    private static IConfigurationSection SectionOf(Dictionary<string, string> texts) => new ConfigurationBuilder()
        .AddInMemoryCollection(texts.Select(text => KeyValuePair.Create($"{Section}:{text.Key}", (string?)text.Value)))
        .Build()
        .GetSection(Section);

    private static void Copy(CometRunwayOptions from, CometRunwayOptions to, IEnumerable<string> properties)
    {
        foreach (var property in properties.Select(name => typeof(CometRunwayOptions).GetProperty(name)!))
            property.SetValue(to, property.GetValue(from));
    }

    [GeneratedRegex(@"\bCOMET(?:RUNWAY|API)_[A-Z_]+|\bCometRunwayOptions\.\w+|\bCometRunway:\w+")]
    private static partial Regex Names();
}
