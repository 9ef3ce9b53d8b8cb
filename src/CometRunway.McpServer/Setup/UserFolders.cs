namespace CometRunway.McpServer.Setup;

/// <summary>Resolves the folder names in <see cref="ConfigPlace.Path"/> on this machine.</summary>
internal sealed record UserFolders(SystemKind System, string Home, string Roaming, string Local)
{
    private const string RoamingName = "%APPDATA%";
    private const string LocalName = "%LOCALAPPDATA%";
    private const string PackagedClaude = "Claude_pzs8sxrjxfjjc";

    /// <summary>The folders of the current user.</summary>
    public static UserFolders OfThisMachine() => new(
        OperatingSystem.IsWindows() ? SystemKind.Windows : OperatingSystem.IsMacOS() ? SystemKind.MacOS : SystemKind.Linux,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData),
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData));

    /// <summary>Returns the full path on this machine. The path of a project file is not changed.</summary>
    public string Full(ConfigPlace place)
    {
        var path = place.Path.Replace(PackagedClaude, ClaudePackage(), StringComparison.Ordinal);
        return path switch
        {
            ['~', .. var rest] => Home + rest,
            _ when path.StartsWith(LocalName, StringComparison.Ordinal) => Local + path[LocalName.Length..],
            _ when path.StartsWith(RoamingName, StringComparison.Ordinal) => Roaming + path[RoamingName.Length..],
            _ => path,
        };
    }

    /// <summary>Finds the folder of the packaged app, because its publisher may change the suffix.</summary>
    private string ClaudePackage()
    {
        var packages = Path.Combine(Local, "Packages");
        var found = Directory.Exists(packages) ? Directory.EnumerateDirectories(packages, "Claude_*").Select(Path.GetFileName).Order(StringComparer.Ordinal).FirstOrDefault() : null;
        return found ?? PackagedClaude;
    }
}
