namespace CometRunway.Options;

/// <summary>
/// The names of the settings in messages. Messages use the name that the user can set: environment variables when the options were read
/// from them (the MCP server), keys when they were read from a configuration section, otherwise the properties.
/// </summary>
internal sealed class SettingNames
{
    private readonly Func<string, string> _name;

    private SettingNames(Func<string, string> name, bool areVariables = false)
    {
        _name = name;
        AreVariables = areVariables;
    }

    /// <summary>True when the names are environment variables. The user of the model can set those; in an app only the developer can change settings.</summary>
    public bool AreVariables { get; }

    internal static SettingNames OfProperties { get; } = new(static property => $"{nameof(CometRunwayOptions)}.{property}");

    internal static SettingNames OfVariables { get; } = new(CometRunwaySettings.VariableOf, areVariables: true);

    internal static SettingNames OfKeys(string section) => new(property => $"{section}:{property}");

    /// <summary>Returns the name of a setting, for example <c>COMETRUNWAY_DEFAULT_MODEL</c>, <c>CometRunway:DefaultModel</c> or <c>CometRunwayOptions.DefaultModel</c>.</summary>
    /// <param name="property">The name of the property of <see cref="CometRunwayOptions"/>. A property that can be set in code only keeps its property name.</param>
    public string Of(string property)
    {
        ArgumentNullException.ThrowIfNull(property);
        return CometRunwaySettings.Find(property) is not null ? _name(property) : OfProperties._name(property);
    }

    /// <summary>Returns the name for a sentence that the user of an app may read: <c>the app's setting CometRunwayOptions.DefaultModel</c>.</summary>
    /// <param name="property">As for <see cref="Of"/>.</param>
    public string InWords(string property) => AreVariables ? Of(property) : $"the app's setting {Of(property)}";

    /// <summary>Returns an instruction for a model about a setting: ask the user to change it or, when the user cannot, inform them who can.</summary>
    /// <param name="what">The change to make, for example <c>name folders in</c> followed by <see cref="InWords"/>.</param>
    public string Ask(string what) => AreVariables ? $"ask the user to {what}" : $"tell the user that whoever runs this app can {what}";
}
