namespace CometRunway.Options;

/// <summary>The problems found while the settings were read, kept in the options until validation.</summary>
internal sealed class SettingFindings
{
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    /// <summary>The errors, one sentence each. They name the setting and never contain its value.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Keys and variables that are not settings of this version and do not resemble one.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>The paths of configuration sections that do not exist or are empty. An app may use the defaults only, so this is no error.</summary>
    public List<string> MissingSections { get; } = [];

    /// <summary>Keys for the sandbox, which only the server starts.</summary>
    public List<string> SandboxKeys { get; } = [];

    /// <summary>The image folders that were read from variables, without the folders that the server adds; null when none was read.</summary>
    public IList<string>? VariableFolders { get; set; }

    /// <summary>Returns true when the property still has its default because its setting is invalid.</summary>
    public bool IsInvalid(string property) => _refused.Contains(property);

    public void AddInvalid(string property, string problem)
    {
        _refused.Add(property);
        Problems.Add(problem);
    }
}
