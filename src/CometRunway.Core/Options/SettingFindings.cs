namespace CometRunway.Options;

/// <summary>What reading the settings found: kept in the options until they are validated.</summary>
internal sealed class SettingFindings
{
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    /// <summary>One sentence each, which names the setting as it was set and never its value.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Keys and variables that are no setting of this version, and resemble none.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>True when the property still has its default because its setting is malformed.</summary>
    public bool Refused(string property) => _refused.Contains(property);

    public void Refuse(string property, string problem)
    {
        _refused.Add(property);
        Problems.Add(problem);
    }
}
