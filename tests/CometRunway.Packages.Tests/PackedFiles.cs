using System.IO.Compression;
using System.Xml.Linq;
using CometRunway.TestKit.Files;

namespace CometRunway.Packages.Tests;

/// <summary>What <c>eng/pack</c> left.</summary>
internal static class PackedFiles
{
    /// <summary>Set after packing, so that packages of an earlier run are not tested.</summary>
    private const string Packed = "COMETRUNWAY_PACKED";

    public static string Folder { get; } = RepositoryRoot.File("artifacts", "packages");

    /// <summary>The file that defines the version.</summary>
    public static string Version { get; } = XDocument.Load(RepositoryRoot.File("Directory.Build.props")).Descendants("Version").Single().Value;

    /// <summary>The repository address, or empty if it is not set.</summary>
    public static string RepositoryUrl { get; } = XDocument.Load(RepositoryRoot.File("Directory.Build.props")).Descendants("RepositoryUrl").Single().Value;

    public static IReadOnlyList<string> All(string pattern)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(Packed) == "1", $"Run eng/pack, then these with {Packed}=1.");
        var files = Directory.Exists(Folder) ? Directory.GetFiles(Folder, pattern) : [];
        Assert.SkipWhen(pattern.EndsWith(".mcpb", StringComparison.Ordinal) && !Directory.Exists(RepositoryRoot.File("eng", "node_modules")), "npm ci was not run in eng.");
        Assert.NotEmpty(files);
        return files;
    }

    public static string One(string id) => All($"{id}.{Version}.nupkg").Single();

    public static XElement Metadata(ZipArchive package)
    {
        using var nuspec = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(nuspec).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    public static string? Value(XElement metadata, string name) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

    public static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    public static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
