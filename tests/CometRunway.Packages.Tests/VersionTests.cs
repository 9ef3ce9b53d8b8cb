using System.IO.Compression;
using System.Text.Json;
using CometRunway.Options;
using CometRunway.TestKit.Files;

namespace CometRunway.Packages.Tests;

/// <summary>The version stands in <c>Directory.Build.props</c>; whatever ships must have got it from there.</summary>
public sealed class VersionTests
{
    [Theory]
    [InlineData("src/CometRunway.McpServer/.mcp/server.json")]
    [InlineData("eng/mcpb/manifest.json")]
    public void Version_InTemplate_IsReplacedWhenPacked(string path)
    {
        var template = File.ReadAllText(RepositoryRoot.File(path.Split('/')));

        Assert.Contains("\"version\": \"$version$\"", template, StringComparison.Ordinal);
        Assert.DoesNotContain(PackedFiles.Version, template, StringComparison.Ordinal);
    }

    [Fact]
    public void Version_EveryPackage_IsTheProjectVersion()
    {
        Assert.All(PackedFiles.All("*.nupkg"), file =>
        {
            using var package = ZipFile.OpenRead(file);
            Assert.Equal(PackedFiles.Version, PackedFiles.Value(PackedFiles.Metadata(package), "version"));
        });
    }

    [Fact]
    public void Version_ServerJson_IsTheProjectVersion()
    {
        using var server = ServerJson();

        Assert.Equal(PackedFiles.Version, server.RootElement.GetProperty("version").GetString());
        Assert.All(server.RootElement.GetProperty("packages").EnumerateArray(), package => Assert.Equal(PackedFiles.Version, package.GetProperty("version").GetString()));
    }

    [Fact]
    public void Version_EveryBundle_IsTheProjectVersion()
    {
        Assert.All(PackedFiles.All("*.mcpb"), file =>
        {
            using var bundle = ZipFile.OpenRead(file);
            using var manifest = JsonDocument.Parse(PackedFiles.Text(bundle.GetEntry("manifest.json")!));
            Assert.Equal(PackedFiles.Version, manifest.RootElement.GetProperty("version").GetString());
            Assert.Contains(PackedFiles.Version, Path.GetFileName(file), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void ServerJson_Texts_AreWithinRegistryLimits()
    {
        using var server = ServerJson();
        var package = server.RootElement.GetProperty("packages")[0];

        Assert.InRange(server.RootElement.GetProperty("description").GetString()!.Length, 1, 100);
        Assert.Equal("CometRunway.McpServer", package.GetProperty("identifier").GetString());
        Assert.True(package.GetProperty("environmentVariables").EnumerateArray().Single(v => v.GetProperty("name").GetString() == "COMETAPI_KEY").GetProperty("isSecret").GetBoolean());
        Assert.All(package.GetProperty("environmentVariables").EnumerateArray(), variable =>
            Assert.Contains(CometRunwaySettings.All, setting => setting.Variable == variable.GetProperty("name").GetString()));
    }

    private static JsonDocument ServerJson()
    {
        using var package = ZipFile.OpenRead(PackedFiles.One("CometRunway.McpServer"));
        Assert.Contains(PackedFiles.Metadata(package).Descendants().Where(e => e.Name.LocalName == "packageType"), type => type.Attribute("name")!.Value == "McpServer");
        return JsonDocument.Parse(PackedFiles.Text(package.GetEntry(".mcp/server.json")!));
    }
}
