using System.Text.RegularExpressions;
using CometRunway.TestKit.Files;

namespace CometRunway.Repository.Tests.Sources;

/// <summary>One C# file under <c>src</c>, with its path from the repository's root.</summary>
internal sealed partial record SourceFile(string Path, string Text)
{
    public static IReadOnlyList<SourceFile> All { get; } =
    [
        .. Directory.EnumerateFiles(RepositoryRoot.File("src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => new SourceFile(System.IO.Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/'), File.ReadAllText(file)))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];

    /// <summary>The project's folder name.</summary>
    public string Project => Path.Split('/')[1];

    /// <summary>The folders between the project and the file.</summary>
    public string[] Folders => Path.Split('/')[2..^1];

    /// <summary>The namespace it declares; null when it declares none.</summary>
    public string? Namespace => Declared().Match(Text) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>True when it names this namespace in a using directive.</summary>
    public bool Uses(string name) => Regex.IsMatch(Text, $@"^using (static )?{Regex.Escape(name)}[.;]", RegexOptions.Multiline);

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Declared();
}
