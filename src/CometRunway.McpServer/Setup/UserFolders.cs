namespace CometRunway.McpServer.Setup;

/// <summary>This machine's own folders, for the names that stand in <see cref="ConfigPlace.Path"/>.</summary>
internal sealed record UserFolders(SystemKind System, string Home, string Roaming, string Local)
{
    private const string RoamingName = "%APPDATA%";
    private const string LocalName = "%LOCALAPPDATA%";
    private const string PackagedClaude = "Claude_pzs8sxrjxfjjc";

    /// <summary>Those of the user who runs this.</summary>
    public static UserFolders OfThisMachine() => new(
        OperatingSystem.IsWindows() ? SystemKind.Windows : OperatingSystem.IsMacOS() ? SystemKind.MacOS : SystemKind.Linux,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData),
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData));

    /// <summary>The place as a full path on this machine; one that belongs to a project stays as it is.</summary>
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

    /// <summary>The packaged app's folder has a suffix that its publisher may change: what is there decides.</summary>
    private string ClaudePackage()
    {
        var packages = Path.Combine(Local, "Packages");
        var found = Directory.Exists(packages) ? Directory.EnumerateDirectories(packages, "Claude_*").Select(Path.GetFileName).Order(StringComparer.Ordinal).FirstOrDefault() : null;
        return found ?? PackagedClaude;
    }
}
