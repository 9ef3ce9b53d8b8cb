using System.IO.Compression;
using System.Text;
using CometRunway.TestKit.Files;

namespace CometRunway.Packages.Tests;

public sealed class LibraryTests
{
    public static TheoryData<string> Libraries => ["CometRunway.Core", "CometRunway.Imaging", "CometRunway.SemanticKernel", "CometRunway.Mcp", "CometRunway.Sandbox"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Library_Packed_HasReadmeDocumentationLicenceAndSymbols(string id)
    {
        using var package = ZipFile.OpenRead(PackedFiles.One(id));
        var metadata = PackedFiles.Metadata(package);

        Assert.Equal("MIT", PackedFiles.Value(metadata, "license"));
        Assert.Equal("README.md", PackedFiles.Value(metadata, "readme"));
        Assert.NotEmpty(PackedFiles.Value(metadata, "description")!);
        Assert.Contains(package.Entries, entry => entry.FullName == "README.md");
        Assert.Contains(package.Entries, entry => entry.FullName == $"lib/net10.0/{id}.xml");
        Assert.True(File.Exists(Path.ChangeExtension(PackedFiles.One(id), ".snupkg")));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Library_Packed_ContainsOnlyTheProjectAddress(string id)
    {
        using var package = ZipFile.OpenRead(PackedFiles.One(id));
        var metadata = PackedFiles.Metadata(package);
        var repository = metadata.Elements().SingleOrDefault(element => element.Name.LocalName == "repository");

        Assert.Equal(PackedFiles.RepositoryUrl, (string?)repository?.Attribute("url") ?? "");
        Assert.Equal(PackedFiles.RepositoryUrl, PackedFiles.Value(metadata, "projectUrl") ?? "");
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Library_Packed_ContainsNoPathOfTheBuildMachine(string id)
    {
        using var package = ZipFile.OpenRead(PackedFiles.One(id));
        using var symbols = ZipFile.OpenRead(Path.ChangeExtension(PackedFiles.One(id), ".snupkg"));
        var root = Encoding.UTF8.GetBytes(RepositoryRoot.Path);

        var telling = package.Entries.Concat(symbols.Entries).Where(entry => PackedFiles.Bytes(entry).AsSpan().IndexOf(root) >= 0);

        Assert.Empty(telling.Select(entry => entry.FullName));
    }
}
