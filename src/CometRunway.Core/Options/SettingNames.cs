namespace CometRunway.Options;

/// <summary>
/// How the settings of this program are called where a person sets them: a message that names a variable nobody reads sends its reader
/// astray. Environment variables where those filled the options (the server), keys where a configuration section did, else the properties.
/// </summary>
public sealed class SettingNames
{
    private readonly Func<string, string> _name;

    private SettingNames(Func<string, string> name, bool areVariables = false)
    {
        _name = name;
        AreVariables = areVariables;
    }

    /// <summary>True when they are environment variables, so that the person who talks to the model can set them. In an app only its maker can.</summary>
    public bool AreVariables { get; }

    internal static SettingNames OfProperties { get; } = new(static property => $"{nameof(CometRunwayOptions)}.{property}");

    internal static SettingNames OfVariables { get; } = new(CometRunwaySettings.VariableOf, areVariables: true);

    internal static SettingNames OfKeys(string section) => new(property => $"{section}:{property}");

    /// <summary>The name of one: <c>COMETRUNWAY_DEFAULT_MODEL</c>, <c>CometRunway:DefaultModel</c> or <c>CometRunwayOptions.DefaultModel</c>.</summary>
    /// <param name="property">The name of the property of <see cref="CometRunwayOptions"/>; one that only code can set is always named as that.</param>
    public string Of(string property)
    {
        ArgumentNullException.ThrowIfNull(property);
        return CometRunwaySettings.Find(property) is not null ? _name(property) : OfProperties._name(property);
    }

    /// <summary>The same in a sentence that an app's user may get to read: <c>the app's setting CometRunwayOptions.DefaultModel</c>.</summary>
    /// <param name="property">As for <see cref="Of"/>.</param>
    public string InWords(string property) => AreVariables ? Of(property) : $"the app's setting {Of(property)}";

    /// <summary>What a model is to do about a setting: ask its user, or, where the user cannot set anything, tell them who can.</summary>
    /// <param name="what">What has to be done, for example <c>name folders in</c> and then <see cref="InWords"/>.</param>
    public string Ask(string what) => AreVariables ? $"ask the user to {what}" : $"tell the user that whoever runs this app can {what}";
}
