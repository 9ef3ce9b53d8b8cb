using System.Text.Json;
using System.Xml.Linq;
using CometRunway.TestKit.Files;

namespace CometRunway.Repository.Tests.Licences;

/// <summary>A third-party package that is shipped, as described by its metadata.</summary>
internal sealed record ShippedPackage(string Id, string Version, string Licence, string Copyright)
{
    private static readonly string[] Assets = ["runtime", "native", "runtimeTargets"];

    /// <summary>Returns the packages of a project from its last restore.</summary>
    public static IEnumerable<ShippedPackage> Of(string project)
    {
        using var restored = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.File("artifacts", "obj", project, "project.assets.json")));
        var folder = restored.RootElement.GetProperty("packageFolders").EnumerateObject().First().Name;
        var target = restored.RootElement.GetProperty("targets").EnumerateObject().First(t => !t.Name.Contains('/', StringComparison.Ordinal)).Value;
        foreach (var library in target.EnumerateObject().Where(task => Ships(task.Value)))
        {
            var path = restored.RootElement.GetProperty("libraries").GetProperty(library.Name).GetProperty("path").GetString()!;
            yield return Read(Path.Combine(folder, path));
        }
    }

    /// <summary>Whether the package is shipped. Analyzers and similar packages are not.</summary>
    private static bool Ships(JsonElement library) =>
        library.GetProperty("type").GetString() == "package"
        && Assets.Any(kind => library.TryGetProperty(kind, out var files) && files.EnumerateObject().Any(file => !file.Name.EndsWith("_._", StringComparison.Ordinal)));

    private static ShippedPackage Read(string folder)
    {
        var metadata = XDocument.Load(Directory.GetFiles(folder, "*.nuspec").Single()).Root!.Elements().Single(e => e.Name.LocalName == "metadata");
        string? Value(string name) => metadata.Elements().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
        var licence = metadata.Elements().FirstOrDefault(e => e.Name.LocalName == "license");
        return new(
            Value("id")!,
            Value("version")!,
            licence?.Attribute("type")?.Value == "expression" ? licence.Value : licence is not null ? $"its own ({licence.Value})" : Value("licenseUrl") ?? "not stated",
            (Value("copyright") ?? Value("authors") ?? "").Trim());
    }
}
