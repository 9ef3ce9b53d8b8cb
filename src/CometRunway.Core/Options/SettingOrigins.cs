namespace CometRunway.Options;

/// <summary>
/// Records which values were read from a configuration section, so that a message about a value that code set does not name the section.
/// </summary>
internal sealed class SettingOrigins
{
    private readonly Dictionary<string, (SettingNames Names, object? Value)> _read = new(StringComparer.Ordinal);

    /// <summary>Records that the current value of a property was read from a setting with these names.</summary>
    public void Record(string property, SettingNames names, CometRunwayOptions options) => _read[property] = (names, Value(property, options));

    /// <summary>Returns the name of the setting that has the current value of a property.</summary>
    public string NameOf(string property, CometRunwayOptions options)
    {
        // A user of the server can only set variables, also where the server's code changes a value.
        if (options.Names.AreVariables || CometRunwaySettings.Find(property) is not { } setting)
            return options.Names.Of(property);
        var value = Value(setting.Name, options);
        if (_read.TryGetValue(setting.Name, out var read))
            return (IsSame(value, read.Value) ? read.Names : SettingNames.OfProperties).Of(setting.Name);
        return (IsSame(value, Value(setting.Name, new CometRunwayOptions())) ? options.Names : SettingNames.OfProperties).Of(setting.Name);
    }

    private static object? Value(string property, CometRunwayOptions options) =>
        typeof(CometRunwayOptions).GetProperty(property)?.GetValue(options) switch
        {
            // A copy: code can add items to the list that was read.
            IEnumerable<string> list => list.ToArray(),
            var value => value,
        };

    private static bool IsSame(object? one, object? other) =>
        one is string[] items ? other is string[] others && items.SequenceEqual(others, StringComparer.Ordinal) : Equals(one, other);
}
