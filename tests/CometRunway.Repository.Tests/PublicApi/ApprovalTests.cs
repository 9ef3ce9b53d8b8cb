using System.Reflection;
using CometRunway.Api;
using CometRunway.Sandbox;
using CometRunway.SemanticKernel;
using CometRunway.TestKit.Snapshots;
using Microsoft.Extensions.DependencyInjection;
using PublicApiGenerator;

namespace CometRunway.Repository.Tests.PublicApi;

/// <summary>The public API is compared with approved text, so that nothing becomes public or is removed by accident.</summary>
public sealed class ApprovalTests
{
    private static readonly Dictionary<string, Assembly> Libraries = new(StringComparer.Ordinal)
    {
        ["CometRunway.Core"] = typeof(CometRunwayApiClient).Assembly,
        ["CometRunway.SemanticKernel"] = typeof(CometRunwayPlugin).Assembly,
        ["CometRunway.Mcp"] = typeof(CometRunwayMcpServerBuilderExtensions).Assembly,
        ["CometRunway.Sandbox"] = typeof(SandboxServer).Assembly,
    };

    public static TheoryData<string> Names => [.. Libraries.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void PublicApi_Library_IsApproved(string name)
    {
        var api = Libraries[name].GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false, DenyNamespacePrefixes = [] });

        Snapshot.Verify($"public-api/{name}.txt", api);
    }
}
