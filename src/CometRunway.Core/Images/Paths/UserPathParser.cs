using System.Globalization;
using System.Text.RegularExpressions;

namespace CometRunway.Images.Paths;

/// <summary>Converts text that people and models paste into paths of this machine. It accesses the disk only to check for WSL drives.</summary>
internal static partial class UserPathParser
{
    // Limits nested quotes and Markdown links.
    private const int MaxLayers = 6;
    private const string LongForm = @"\\?\";

    private static readonly (char Open, char Close)[] Quotes = [('"', '"'), ('\'', '\''), ('`', '`'), ('<', '>'), ('“', '”'), ('‘', '’'), ('«', '»'), ('„', '“')];

    private static readonly string[] HomeNames = ["~", "$HOME", "${HOME}", "$env:USERPROFILE", "%USERPROFILE%", "%HOMEPATH%"];

    /// <summary>Removes surrounding white space, invisible characters, quotes, and Markdown link or image markup.</summary>
    public static string Unwrap(string typed)
    {
        var text = typed;
        for (var layer = 0; layer < MaxLayers; layer++)
        {
            var bare = WithoutLayer(Trim(text));
            if (bare == text)
                break;
            text = bare;
        }

        return text;
    }

    /// <summary>Returns the possible paths for an unwrapped text, the most likely first. Relative paths stay relative.</summary>
    public static IEnumerable<string> Readings(string text, string home) => Readings(text, home, OperatingSystem.IsWindows());

    internal static IEnumerable<string> Readings(string text, string home, bool isWindows)
    {
        if (text.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            return [Localized(FromFileUri(text), home, isWindows)];
        var readings = new List<string> { text };
        if (text.Contains('%', StringComparison.Ordinal))
            readings.Add(Uri.UnescapeDataString(text));
        if (text.Contains('\\', StringComparison.Ordinal) && !isWindows && !IsWindowsForm(text))
            readings.Add(ShellEscape().Replace(text, "$1"));
        return readings.Select(r => Localized(r, home, isWindows)).Distinct(StringComparer.Ordinal);
    }

    public static bool IsWindowsForm(string text) => Drive().IsMatch(text) || text.StartsWith(@"\\", StringComparison.Ordinal);

    private static string WithoutLayer(string text)
    {
        var link = MarkdownLink().Match(text);
        if (link.Success)
            return link.Groups[1].Value;
        foreach (var (open, close) in Quotes)
        {
            if (text.Length >= 2 && text[0] == open && text[^1] == close)
                return text[1..^1];
        }

        return text;
    }

    /// <summary>Removes invisible characters: Windows adds a direction mark to paths copied from a properties dialogue, and web pages add zero-width spaces.</summary>
    private static string Trim(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && IsBlank(text[start]))
            start++;
        while (end > start && IsBlank(text[end - 1]))
            end--;
        return text[start..end];
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format;

    /// <summary>Converts a file URI to a path. A URI with a host becomes a network path; only the WSL share is later mapped back to a local path.</summary>
    private static string FromFileUri(string link)
    {
        var rest = link["file:".Length..];
        if (!rest.StartsWith("//", StringComparison.Ordinal))
            return WithoutSlashBeforeDrive(Uri.UnescapeDataString(rest));
        var slash = rest.IndexOf('/', 2);
        var host = slash < 0 ? rest[2..] : rest[2..slash];
        if (host.Length == 0 || host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            return WithoutSlashBeforeDrive(Uri.UnescapeDataString(slash < 0 ? "/" : rest[slash..]));
        return Uri.UnescapeDataString(host is "~" or "." || Drive().IsMatch(rest[2..]) ? rest[2..] : rest);
    }

    private static string WithoutSlashBeforeDrive(string path) =>
        path.Length > 2 && path[0] == '/' && Drive().IsMatch(path[1..]) ? path[1..] : path;

    private static string Localized(string path, string home, bool isWindows)
    {
        foreach (var name in HomeNames)
        {
            if (path.Equals(name, StringComparison.OrdinalIgnoreCase))
                return home;
            if (path.Length > name.Length && path.StartsWith(name, StringComparison.OrdinalIgnoreCase) && path[name.Length] is '/' or '\\')
                return home + "/" + WithSlashes(path[name.Length..].TrimStart('/', '\\'), isWindows);
        }

        return isWindows ? OnWindows(path) : OnUnix(path);
    }

    private static string OnUnix(string path)
    {
        if (Drive().IsMatch(path) && Directory.Exists("/mnt/" + char.ToLowerInvariant(path[0])))
            return "/mnt/" + char.ToLowerInvariant(path[0]) + path[2..].Replace('\\', '/');
        var share = WslShare().Match(path);
        return share.Success ? share.Groups[1].Value.Replace('\\', '/') : path;
    }

    private static string OnWindows(string path)
    {
        // The extended form of an ordinary path. Other paths with this prefix are devices.
        if (path.StartsWith(LongForm, StringComparison.Ordinal) && Drive().IsMatch(path[LongForm.Length..]))
            return path[LongForm.Length..];
        var mount = UnixDrive().Match(path);
        return mount.Success ? mount.Groups[1].Value.ToUpperInvariant() + ":" + (mount.Groups[2].Success ? mount.Groups[2].Value : "/") : path;
    }

    private static string WithSlashes(string path, bool isWindows) => isWindows ? path : path.Replace('\\', '/');

    [GeneratedRegex(@"^!?\[[^\]]*\]\(\s*<?([^<>]*?)>?(?:\s+(?:""[^""]*""|'[^']*'))?\s*\)$", RegexOptions.CultureInvariant)]
    private static partial Regex MarkdownLink();

    [GeneratedRegex(@"^[A-Za-z]:[\\/]", RegexOptions.CultureInvariant)]
    private static partial Regex Drive();

    [GeneratedRegex(@"^[\\/]{2}wsl(?:\$|\.localhost)[\\/][^\\/]+([\\/].*)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex WslShare();

    /// <summary>The drive paths of WSL, Git Bash and Cygwin.</summary>
    [GeneratedRegex(@"^/(?:mnt/|cygdrive/)?([A-Za-z])(/.*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex UnixDrive();

    /// <summary>The escapes that a terminal adds to special characters when a file is dropped on it.</summary>
    [GeneratedRegex(@"\\([ ()\[\]{}&'""!$;#*?<>|`~,\\])", RegexOptions.CultureInvariant)]
    private static partial Regex ShellEscape();
}
