using System.Text.RegularExpressions;
using CometRunway.TestKit.Files;

namespace CometRunway.Repository.Tests.Sources;

/// <summary>A C# file under <c>src</c>, with its path relative to the repository root.</summary>
internal sealed partial record SourceFile(string Path, string Text)
{
    public static IReadOnlyList<SourceFile> All { get; } =
    [
        .. Directory.EnumerateFiles(RepositoryRoot.File("src"), "*.cs", SearchOption.AllDirectories)
            .Select(file => new SourceFile(System.IO.Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/'), File.ReadAllText(file)))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];

    /// <summary>The folder name of the project.</summary>
    public string Project => Path.Split('/')[1];

    /// <summary>The folders between the project and the file.</summary>
    public string[] Folders => Path.Split('/')[2..^1];

    /// <summary>The declared namespace, or null.</summary>
    public string? Namespace => Declared().Match(Text) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>Returns true if the file has a using directive for the namespace.</summary>
    public bool Uses(string name) => Regex.IsMatch(Text, $@"^using (static )?{Regex.Escape(name)}[.;]", RegexOptions.Multiline);

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Declared();
}
