using CometRunway.McpServer.Hosting;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.SemanticKernel;
using CometRunway.TestKit.Snapshots;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.McpServer.Tests.Documents;

/// <summary>Generated pages must match the code.</summary>
public sealed class PagesTests
{
    [Fact]
    public void Configuration_Page_MatchesTheSettings() => Snapshot.VerifyPage("docs/configuration.md", ConfigurationPage.Text());

    [Fact]
    public void Errors_Page_MatchesTheCodes() => Snapshot.VerifyPage("docs/errors.md", ErrorsPage.Text());

    [Fact]
    public async Task Tools_Page_MatchesTheFunctions()
    {
        await using var server = await PipedServer.StartAsync();

        Snapshot.VerifyPage("docs/tools.md", ToolsPage.Text(server.Services.GetRequiredService<CometRunwayFunctions>().StrictFunctions));
    }
}
