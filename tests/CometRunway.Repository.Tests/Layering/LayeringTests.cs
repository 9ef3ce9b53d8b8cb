using System.Xml.Linq;
using CometRunway.Api;
using CometRunway.Repository.Tests.Sources;
using CometRunway.Sandbox;
using CometRunway.SemanticKernel;

namespace CometRunway.Repository.Tests.Layering;

/// <summary>Each project uses only the layers that it may use, in its project file, its assembly and its sources.</summary>
public sealed class LayeringTests
{
    [Fact]
    public void Projects_UseOnlyAllowedLayers() => Assert.Empty(ProjectFile.All.SelectMany(Layers.Violations));

    [Fact]
    public void Violations_CoreUsesServer_AreFound()
    {
        var bad = new ProjectFile("CometRunway.Core", XDocument.Parse(
            """
            <Project><ItemGroup>
              <ProjectReference Include="../CometRunway.McpServer/CometRunway.McpServer.csproj" />
              <PackageReference Include="SkiaSharp" />
              <FrameworkReference Include="Microsoft.AspNetCore.App" />
            </ItemGroup></Project>
            """));

        Assert.Equal(3, Layers.Violations(bad).Count());
    }

    [Theory]
    [InlineData("Microsoft.SemanticKernel")]
    [InlineData("ModelContextProtocol")]
    [InlineData("Microsoft.AspNetCore")]
    [InlineData("SkiaSharp")]
    [InlineData("Spectre.Console")]
    public void Core_Assembly_DoesNotReference(string assembly)
    {
        var used = typeof(CometRunwayApiClient).Assembly.GetReferencedAssemblies();

        Assert.Contains(used, other => other.Name == "Microsoft.Data.Sqlite");
        Assert.DoesNotContain(used, other => other.Name!.StartsWith(assembly, StringComparison.Ordinal));
    }

    [Fact]
    public void Sandbox_Assembly_DoesNotReferenceCore()
    {
        var used = typeof(SandboxServer).Assembly.GetReferencedAssemblies();

        Assert.DoesNotContain(used, other => other.Name!.StartsWith("CometRunway", StringComparison.Ordinal));
    }

    [Fact]
    public void Functions_Assembly_DoesNotReferenceTheProtocol()
    {
        var used = typeof(CometRunwayPlugin).Assembly.GetReferencedAssemblies();

        Assert.DoesNotContain(used, other => other.Name!.StartsWith("ModelContextProtocol", StringComparison.Ordinal));
        Assert.DoesNotContain(used, other => other.Name == "Microsoft.Data.Sqlite");
    }

    [Fact]
    public void Sqlite_IsUsedByTheStoreOnly()
    {
        var users = SourceFile.All.Where(file => file.Uses("Microsoft.Data.Sqlite")).ToArray();

        Assert.NotEmpty(users);
        Assert.All(users, file => Assert.StartsWith("src/CometRunway.Core/Store/Sqlite/", file.Path, StringComparison.Ordinal));
    }
}
