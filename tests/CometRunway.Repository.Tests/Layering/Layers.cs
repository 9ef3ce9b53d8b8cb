using CometRunway.Repository.Tests.Sources;

namespace CometRunway.Repository.Tests.Layering;

/// <summary>The allowed dependencies between projects, as in docs/architecture.md.</summary>
internal static class Layers
{
    private static readonly Dictionary<string, Layer> ByProject = new(StringComparer.Ordinal)
    {
        ["CometRunway.Core"] = new([], ["Microsoft.Extensions.", "Microsoft.Data.Sqlite"]),
        ["CometRunway.Imaging"] = new(["CometRunway.Core"], ["SkiaSharp", "Microsoft.Extensions."]),
        ["CometRunway.SemanticKernel"] = new(["CometRunway.Core"], ["Microsoft.SemanticKernel.Core", "Microsoft.Extensions."]),
        ["CometRunway.Mcp"] = new(["CometRunway.Core", "CometRunway.SemanticKernel"], ["ModelContextProtocol", "Microsoft.Extensions."]),
        ["CometRunway.McpServer"] = new(
            ["CometRunway.Core", "CometRunway.SemanticKernel", "CometRunway.Mcp", "CometRunway.Imaging"],
            ["ModelContextProtocol", "System.CommandLine", "Microsoft.Extensions.", "SkiaSharp.NativeAssets."]),
        ["CometRunway.Sandbox"] = new([], ["SkiaSharp"], AspNetCore: true),
        ["CometRunway.Sandbox.Tool"] = new(["CometRunway.Sandbox"], ["System.CommandLine", "SkiaSharp.NativeAssets."], AspNetCore: true),
    };

    public static IEnumerable<string> Violations(ProjectFile project)
    {
        if (!ByProject.TryGetValue(project.Name, out var layer))
            return [$"{project.Name} has no row in the table"];
        return
        [
            .. project.Projects.Where(other => !layer.Projects.Contains(other)).Select(other => $"{project.Name} may not use {other}"),
            .. project.Packages.Where(package => !layer.Packages.Any(allowed => package.StartsWith(allowed, StringComparison.Ordinal)))
                .Select(package => $"{project.Name} may not use the package {package}"),
            .. project.Frameworks.Where(_ => !layer.AspNetCore).Select(framework => $"{project.Name} may not use {framework}"),
        ];
    }

    private sealed record Layer(string[] Projects, string[] Packages, bool AspNetCore = false);
}
