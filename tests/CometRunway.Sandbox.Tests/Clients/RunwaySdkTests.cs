using System.Text.Json;
using CometRunway.Sandbox.Tests.Testing;

namespace CometRunway.Sandbox.Tests.Clients;

/// <summary>Runway's JavaScript SDK. It waits about six seconds before its first poll.</summary>
public sealed class RunwaySdkTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "clients");

    [Fact]
    public async Task Sdk_Unmodified_CreatesWaitsDownloadsAndDeletes()
    {
        ExternalProgram.Require("node");
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "@runwayml", "sdk")))
        {
            Assert.Skip("tests/clients has no node_modules: run `npm ci` there.");
        }

        await using var sandbox = await TestSandbox.StartAsync(new SandboxOptions { Speed = 0, StrictVersionHeader = true });
        var host = sandbox.Server.BaseAddress.GetLeftPart(UriPartial.Authority);

        var (code, output, error) = await ExternalProgram.RunAsync("node", ["runway-sdk.mjs", host], Folder);

        Assert.True(code == 0, error);
        var report = JsonDocument.Parse(output).RootElement;
        var task = Assert.Single(sandbox.Server.Journal.Tasks);
        Assert.Equal((task.Id, "SUCCEEDED", "video/mp4"), (report.GetProperty("id").GetString(), report.GetProperty("status").GetString(), report.GetProperty("type").GetString()));
        Assert.True(report.GetProperty("bytes").GetInt32() > 10);
        Assert.Equal((1, 0, true), (task.Downloads, task.DownloadsWithBearer, task.Deleted));
        Assert.Equal("2024-11-06", sandbox.Server.Journal.Requests[0].Version);
    }

    [Fact]
    public void LockFile_OfTheClients_NamesNoHostToDownloadFrom()
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, "package-lock.json"));

        Assert.DoesNotContain(lines, line => line.Contains("\"resolved\"", StringComparison.Ordinal));
        // Funding links of the authors are the only URLs allowed.
        Assert.All(lines.Where(line => line.Contains("://", StringComparison.Ordinal)), line => Assert.StartsWith("\"url\": ", line.Trim(), StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("\"integrity\"", StringComparison.Ordinal));
    }
}
