using System.Text.RegularExpressions;
using CometRunway.Options;
using Microsoft.Extensions.Configuration;

namespace CometRunway.TestKit.Settings;

/// <summary>Sets options in each supported way, and finds the settings in a message.</summary>
public static partial class FilledOptions
{
    /// <summary>The configuration section of <see cref="Filling.Section"/>.</summary>
    public const string Section = "CometRunway";

    /// <summary>Sets the values in one of the ways. Without values, the options record only the way.</summary>
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

    /// <summary>Returns the name that a message must use for a setting.</summary>
    public static string Name(Filling way, string property) => way switch
    {
        Filling.Code => $"{nameof(CometRunwayOptions)}.{property}",
        Filling.Section => $"{Section}:{property}",
        _ => CometRunwaySettings.VariableOf(property),
    };

    /// <summary>Returns the distinct settings that a message contains, in any form.</summary>
    public static IReadOnlyList<string> NamesIn(string message) => [.. Names().Matches(message).Select(match => match.Value).Distinct()];

    /// <summary>
    /// Returns the request to change a setting. With variables it addresses the user; otherwise it addresses the operator of the app, because users
    /// of an app cannot change settings.
    /// </summary>
    public static string Asked(Filling way) => new CometRunwayOptions().Fill(way).Names.Ask("").Trim();

    /// <summary>Returns the request to change a setting in a message, in the form of <see cref="Asked"/>; null if there is none, or both.</summary>
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
