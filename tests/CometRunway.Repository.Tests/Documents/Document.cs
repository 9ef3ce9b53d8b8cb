using System.Buffers;
using System.Text.RegularExpressions;
using CometRunway.TestKit.Files;

namespace CometRunway.Repository.Tests.Documents;

/// <summary>A Markdown file of the repository, and the names in it that can be checked.</summary>
internal sealed partial record Document(string Path, string Text)
{
    private static readonly SearchValues<char> Placeholders = SearchValues.Create("*{<$ \u2026");
    private static readonly string[] Foreign = ["artifacts", "node_modules", "bin", "obj", "videos", "TestResults"];

    public static IReadOnlyList<Document> All { get; } =
    [
        .. Directory.EnumerateFiles(RepositoryRoot.Path, "*.md", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/'))
            .Where(path => !path.Split('/')[..^1].Any(folder => Foreign.Contains(folder) || folder.StartsWith('.') && folder != ".github"))
            .Order(StringComparer.Ordinal)
            .Select(path => new Document(path, File.ReadAllText(RepositoryRoot.File(path.Split('/'))))),
    ];

    public int Lines => Text.TrimEnd('\n').Split('\n').Length;

    /// <summary>The link targets inside the repository, without those in code.</summary>
    public IEnumerable<string> Links => Link().Matches(Code().Replace(Text, "``")).Select(match => match.Groups[1].Value).Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal));

    /// <summary>The paths in code spans that begin with a folder of the repository, without wildcards and line numbers.</summary>
    public IEnumerable<string> Paths => Code().Matches(Text)
        .Select(match => match.Groups[1].Value)
        .Where(code => Inside().IsMatch(code) && !code.AsSpan().ContainsAny(Placeholders))
        .Select(code => code.TrimEnd('/', '.', ','));

    /// <summary>The projects in its commands.</summary>
    public IEnumerable<string> Projects => Project().Matches(Text).Select(match => match.Groups[1].Value);

    /// <summary>The environment variables of this project in the text.</summary>
    public IEnumerable<string> Variables => Variable().Matches(Text).Select(match => match.Value).Distinct();

    /// <summary>Resolves a link or path to a full path.</summary>
    public string Resolve(string target) => System.IO.Path.GetFullPath(System.IO.Path.Combine(RepositoryRoot.Path, System.IO.Path.GetDirectoryName(Path)!, target));

    [GeneratedRegex(@"\]\(([^)\s#]+)(?:#[^)\s]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("^(src|tests|samples|docs|eng|\\.ci|\\.github)/")]
    private static partial Regex Inside();

    [GeneratedRegex(@"dotnet (?:run|test|pack|publish)[^\n`]*?(?:--project )?((?:src|tests|samples)/[\w./-]+)")]
    private static partial Regex Project();

    [GeneratedRegex(@"\bCOMET(?:API|RUNWAY)_[A-Z_]*[A-Z]\b")]
    private static partial Regex Variable();
}
