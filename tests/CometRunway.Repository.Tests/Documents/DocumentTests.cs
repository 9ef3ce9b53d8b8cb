using CometRunway.Options;
using CometRunway.Repository.Tests.Sources;
using CometRunway.TestKit.Files;

namespace CometRunway.Repository.Tests.Documents;

/// <summary>Files, projects and variables that the documents name must exist.</summary>
public sealed class DocumentTests
{
    private static readonly string[] CodeFolders = ["tests", "samples", ".ci", "eng"];

    [Fact]
    public void Links_Exist()
    {
        var broken = Document.All.SelectMany(document => document.Links.Where(link => !Path.Exists(document.Resolve(link))).Select(link => $"{document.Path}: {link}"));

        Assert.Empty(broken);
    }

    [Fact]
    public void Paths_Exist()
    {
        var missing = Document.All.SelectMany(document => document.Paths.Where(path => !Path.Exists(RepositoryRoot.File(path.Split('/')))).Select(path => $"{document.Path}: {path}"));

        Assert.Empty(missing);
    }

    [Fact]
    public void Commands_NameExistingProjects()
    {
        var missing = Document.All.SelectMany(document => document.Projects.Where(project => !Path.Exists(RepositoryRoot.File(project.Split('/')))).Select(project => $"{document.Path}: {project}"));

        Assert.Contains(Document.All, document => document.Projects.Any());
        Assert.Empty(missing);
    }

    [Fact]
    public void Variables_AreReadByTheCode()
    {
        var sources = string.Concat(SourceFile.All.Select(file => file.Text)) + Scripts();
        var unknown = Document.All.SelectMany(document => document.Variables
            .Where(variable => CometRunwaySettings.All.All(setting => setting.Variable != variable) && !sources.Contains(variable, StringComparison.Ordinal))
            .Select(variable => $"{document.Path}: {variable}"));

        Assert.Empty(unknown);
    }

    [Theory]
    [InlineData("README.md", 200)]
    [InlineData("AGENTS.md", 100)]
    public void Document_IsWithinItsLineLimit(string path, int lines) =>
        Assert.InRange(Document.All.Single(document => document.Path == path).Lines, 1, lines);

    [Fact]
    public void Decisions_AreShortAndNumberedWithoutGaps()
    {
        var decisions = Document.All.Where(document => document.Path.StartsWith("docs/decisions/", StringComparison.Ordinal)).ToArray();

        Assert.All(decisions, decision => Assert.InRange(decision.Lines, 1, 40));
        Assert.Equal(Enumerable.Range(1, decisions.Length), decisions.Select(decision => int.Parse(Path.GetFileName(decision.Path)[..4], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Document_LinksPathsProjectsAndVariables_AreFound()
    {
        var document = new Document("docs/x.md", "See [here](gone.md#part), not `![a](picture.png)`, and `src/Nowhere/File.cs`; `dotnet run --project samples/99.None` with `COMETRUNWAY_NO_SUCH`.");

        Assert.Equal(["gone.md"], document.Links);
        Assert.Equal(["src/Nowhere/File.cs"], document.Paths);
        Assert.Equal(["samples/99.None"], document.Projects);
        Assert.Equal(["COMETRUNWAY_NO_SUCH"], document.Variables);
    }

    /// <summary>Returns the source files that read variables, including tests and scripts.</summary>
    private static string Scripts() => string.Concat(
        CodeFolders
            .Select(folder => RepositoryRoot.File(folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".cs" or ".sh" or ".mjs" or "" && !file.Contains("node_modules", StringComparison.Ordinal))
            .Select(File.ReadAllText));
}
