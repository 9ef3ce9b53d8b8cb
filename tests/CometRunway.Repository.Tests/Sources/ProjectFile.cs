using System.Xml.Linq;
using CometRunway.TestKit.Files;

namespace CometRunway.Repository.Tests.Sources;

/// <summary>What a project under <c>src</c> says of itself.</summary>
internal sealed record ProjectFile(string Name, XDocument Xml)
{
    public static IReadOnlyList<ProjectFile> All { get; } =
    [
        .. Directory.EnumerateFiles(RepositoryRoot.File("src"), "*.csproj", SearchOption.AllDirectories)
            .Select(file => new ProjectFile(Path.GetFileNameWithoutExtension(file), XDocument.Load(file)))
            .OrderBy(project => project.Name, StringComparer.Ordinal),
    ];

    public string RootNamespace => Xml.Descendants("RootNamespace").FirstOrDefault()?.Value ?? Name;

    /// <summary>The projects whose code it uses; one that is only built earlier does not count.</summary>
    public IReadOnlyList<string> Projects =>
    [
        .. Xml.Descendants("ProjectReference")
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!)),
    ];

    public IReadOnlyList<string> Packages => [.. Xml.Descendants("PackageReference").Select(reference => (string)reference.Attribute("Include")!)];

    public IReadOnlyList<string> Frameworks => [.. Xml.Descendants("FrameworkReference").Select(reference => (string)reference.Attribute("Include")!)];
}
