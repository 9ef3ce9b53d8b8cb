namespace CometRunway.Options;

/// <summary>The problems found while the settings were read, kept in the options until validation.</summary>
internal sealed class SettingFindings
{
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    /// <summary>The errors, one sentence each. They name the setting and never contain its value.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Keys and variables that are not settings of this version and do not resemble one.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>Returns true when the property still has its default because its setting is invalid.</summary>
    public bool IsInvalid(string property) => _refused.Contains(property);

    public void AddInvalid(string property, string problem)
    {
        _refused.Add(property);
        Problems.Add(problem);
    }
}
