using CometRunway.McpServer.Hosting;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.SemanticKernel;
using CometRunway.TestKit.Snapshots;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.McpServer.Tests.Documents;

/// <summary>Pages that are made of the code say what the code says.</summary>
public sealed class PagesTests
{
    [Fact]
    public void Configuration_IsWhatTheTableSays() => Snapshot.VerifyPage("docs/configuration.md", ConfigurationPage.Text());

    [Fact]
    public void Errors_AreThoseOfTheCode() => Snapshot.VerifyPage("docs/errors.md", ErrorsPage.Text());

    [Fact]
    public async Task Tools_AreWhatAModelSees()
    {
        await using var server = await PipedServer.StartAsync();

        Snapshot.VerifyPage("docs/tools.md", ToolsPage.Text(server.Services.GetRequiredService<CometRunwayFunctions>().StrictFunctions));
    }
}
