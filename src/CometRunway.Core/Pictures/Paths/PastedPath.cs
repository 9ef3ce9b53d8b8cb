using System.Text.RegularExpressions;

namespace CometRunway.Pictures.Paths;

/// <summary>Turns what people and models paste into a path of this machine. Nothing here touches the disk but to see whether WSL's drives are there.</summary>
internal static partial class PastedPath
{
    private static readonly (char Open, char Close)[] Quotes = [('"', '"'), ('\'', '\''), ('`', '`'), ('<', '>'), ('“', '”'), ('‘', '’'), ('«', '»')];

    /// <summary>The text without surrounding white space, quotes, and the markup of a link or picture.</summary>
    public static string Unwrap(string typed)
    {
        var text = typed.Trim();
        var link = MarkdownLink().Match(text);
        if (link.Success)
            text = link.Groups[1].Value.Trim();
        foreach (var (open, close) in Quotes)
        {
            if (text.Length >= 2 && text[0] == open && text[^1] == close)
                text = text[1..^1].Trim();
        }

        return text;
    }

    /// <summary>The readings of an unwrapped text as a path, the likeliest first; relative ones stay relative.</summary>
    public static IEnumerable<string> Readings(string text, string home)
    {
        if (text.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            if (OfFileLink(text) is { } path)
                yield return Localized(path, home);
            yield break;
        }

        yield return Localized(text, home);
        if (text.Contains('%', StringComparison.Ordinal))
            yield return Localized(Uri.UnescapeDataString(text), home);
        if (text.Contains("\\ ", StringComparison.Ordinal) && !OperatingSystem.IsWindows())
            yield return Localized(text.Replace("\\ ", " ", StringComparison.Ordinal), home);
    }

    public static bool IsWindowsForm(string text) => Drive().IsMatch(text) || text.StartsWith(@"\\", StringComparison.Ordinal);

    private static string? OfFileLink(string link)
    {
        var rest = link["file:".Length..];
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = rest.IndexOf('/', 2);
            var host = slash < 0 ? rest[2..] : rest[2..slash];
            if (slash < 0 || !(host.Length == 0 || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)))
                return host is "~" or "." && slash > 0 ? Uri.UnescapeDataString(rest[2..]) : null;
            rest = rest[slash..];
        }

        var path = Uri.UnescapeDataString(rest);
        return path.Length > 2 && path[0] == '/' && Drive().IsMatch(path[1..]) ? path[1..] : path;
    }

    private static string Localized(string path, string home)
    {
        if (path is "~" || path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith(@"~\", StringComparison.Ordinal))
            return home + "/" + path[1..].TrimStart('/', '\\');
        return OperatingSystem.IsWindows() ? OnWindows(path) : OnUnix(path);
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
        var mount = WslMount().Match(path);
        return mount.Success ? mount.Groups[1].Value + ":" + (mount.Groups[2].Success ? mount.Groups[2].Value : "/") : path;
    }

    [GeneratedRegex(@"^!?\[[^\]]*\]\(\s*<?([^<>]*?)>?(?:\s+""[^""]*"")?\s*\)$", RegexOptions.CultureInvariant)]
    private static partial Regex MarkdownLink();

    [GeneratedRegex(@"^[A-Za-z]:[\\/]", RegexOptions.CultureInvariant)]
    private static partial Regex Drive();

    [GeneratedRegex(@"^[\\/]{2}wsl(?:\$|\.localhost)[\\/][^\\/]+([\\/].*)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex WslShare();

    [GeneratedRegex(@"^/mnt/([A-Za-z])(/.*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex WslMount();
}
