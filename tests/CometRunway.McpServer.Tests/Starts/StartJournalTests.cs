using System.IO.Pipelines;
using System.Text;
using CometRunway.McpServer.Hosting;
using CometRunway.McpServer.Starts;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.TestKit.Files;
using Microsoft.Extensions.Hosting;

namespace CometRunway.McpServer.Tests.Starts;

public sealed class StartJournalTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private StartJournal Journal => new(new StateFolder(new OptionsWrapper<CometRunwayOptions>(new CometRunwayOptions { HomeDirectory = _folder.Path })));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Append_ManyStarts_KeepsTheFileSmallAndTheNewest()
    {
        for (var i = 0; i < 500; i++)
            Journal.Append(Record($"client {i}"));

        Assert.InRange(new FileInfo(Journal.FilePath).Length, 1, 40_000);
        Assert.Equal(["client 499", "client 498"], Journal.Last(2).Select(start => start.Client));
    }

    [Fact]
    public void Last_LineThatWasCut_IsPassedOver()
    {
        Journal.Append(Record("first"));
        File.AppendAllText(Journal.FilePath, "{\"at\":\"20\n");
        Journal.Append(Record("second"));

        Assert.Equal(["second", "first"], Journal.Last(5).Select(start => start.Client));
    }

    [Fact]
    public void Append_FolderThatCannotBe_HarmsNobody()
    {
        var file = Path.Combine(_folder.Path, "a-file");
        File.WriteAllText(file, "");
        var journal = new StartJournal(new StateFolder(new OptionsWrapper<CometRunwayOptions>(new CometRunwayOptions { HomeDirectory = Path.Combine(file, "state") })));

        journal.Append(Record("any"));

        Assert.Empty(journal.Last(5));
    }

    [Fact]
    public async Task RunAsync_AfterTheGreeting_RecordsWhoStartedItAndWhere()
    {
        var (records, text) = await ConverseAsync(
            """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"Some Client","version":"9.1"}}}""");

        var start = Assert.Single(records);
        Assert.Equal("Some Client", start.Client);
        Assert.Equal("9.1", start.ClientVersion);
        Assert.Equal("/home/user/project", start.WorkingFolder);
        Assert.Equal("https://api.cometapi.com", start.Service);
        Assert.Equal("set", start.Key);
        Assert.DoesNotContain("sk-secret-value", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ClientOfTheNewProtocol_IsRecordedFromItsFirstRequest()
    {
        var (records, _) = await ConverseAsync(
            """{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/clientInfo":{"name":"Newer","version":"2"}}}}""");

        Assert.Equal("Newer", Assert.Single(records).Client);
    }

    [Fact]
    public async Task RunAsync_ClientThatSaysNothing_IsRecordedWithoutAName()
    {
        var (records, _) = await ConverseAsync(null);

        Assert.Null(Assert.Single(records).Client);
    }

    private async Task<(IReadOnlyList<StartRecord> Records, string Text)> ConverseAsync(string? request)
    {
        var cancelled = TestContext.Current.CancellationToken;
        var environment = new Dictionary<string, string> { ["COMETAPI_KEY"] = "sk-secret-value", ["COMETRUNWAY_HOME_DIRECTORY"] = _folder.Path };
        var (input, output) = (new Pipe(), new Pipe());
        var host = StdioHost.Create(new(environment, null, "/home/user/project"), input.Reader.AsStream(), output.Writer.AsStream());
        var running = host.RunAsync(cancelled);
        if (request is not null)
        {
            await input.Writer.WriteAsync(Encoding.UTF8.GetBytes(request + "\n"), cancelled);
            using var answers = new StreamReader(output.Reader.AsStream());
            await answers.ReadLineAsync(cancelled);
            await input.Writer.CompleteAsync();
            await running;
        }
        else
        {
            await input.Writer.CompleteAsync();
            await running;
        }

        return (Journal.Last(10), await File.ReadAllTextAsync(Journal.FilePath, cancelled));
    }

    private static StartRecord Record(string client) => new()
    {
        At = DateTimeOffset.UnixEpoch,
        Version = "1.0.0",
        Client = client,
        WorkingFolder = "/somewhere",
        Service = "https://api.cometapi.com",
        Key = "set",
    };
}
