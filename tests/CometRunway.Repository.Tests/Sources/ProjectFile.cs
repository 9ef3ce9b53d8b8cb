using System.Xml.Linq;
using CometRunway.TestKit.Files;

namespace CometRunway.Repository.Tests.Sources;

/// <summary>A project file under <c>src</c>.</summary>
internal sealed record ProjectFile(string Name, XDocument Xml)
{
    public static IReadOnlyList<ProjectFile> All { get; } =
    [
        .. Directory.EnumerateFiles(RepositoryRoot.File("src"), "*.csproj", SearchOption.AllDirectories)
            .Select(file => new ProjectFile(Path.GetFileNameWithoutExtension(file), XDocument.Load(file)))
            .OrderBy(project => project.Name, StringComparer.Ordinal),
    ];

    public string RootNamespace => Xml.Descendants("RootNamespace").FirstOrDefault()?.Value ?? Name;

    /// <summary>The referenced projects, without those that are only built earlier.</summary>
    public IReadOnlyList<string> Projects =>
    [
        .. Xml.Descendants("ProjectReference")
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!)),
    ];

    public IReadOnlyList<string> Packages => [.. Xml.Descendants("PackageReference").Select(reference => (string)reference.Attribute("Include")!)];

    public IReadOnlyList<string> Frameworks => [.. Xml.Descendants("FrameworkReference").Select(reference => (string)reference.Attribute("Include")!)];
}
