using CometRunway.McpServer.Doctor;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Http;
using CometRunway.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Tests.Doctor;

/// <summary>The checks of this machine. The service only lists a model.</summary>
public sealed class MachineFindingTests : IAsyncDisposable
{
    private readonly TestHome _home = new();

    private readonly LoopbackListener _service = new((_, _, stream) =>
        LoopbackListener.WriteAsync(stream, 200, """{"data":[{"id":"gen3a_turbo"}],"success":true}"""));

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task Doctor_NoUsableKey_TellsTheTwoCasesApart()
    {
        var missing = await DoctorRun.OfAsync(_home, _service.Address, null);
        var placeholder = await DoctorRun.OfAsync(_home, _service.Address, "${COMETAPI_KEY}");

        Assert.Equal(("problem", "problem"), (missing.Level("key"), placeholder.Level("key")));
        Assert.DoesNotContain("${", missing.Message("key"), StringComparison.Ordinal);
        Assert.Contains("${", placeholder.Message("key"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_InvalidSetting_ReportsItOnly()
    {
        var run = await DoctorRun.OfAsync(_home, _service.Address, "sk-any", ("COMETRUNWAY_MAX_TASKS_PER_DAY", "many"));

        Assert.Equal(["settings"], run.Problems);
        Assert.Contains("COMETRUNWAY_MAX_TASKS_PER_DAY", run.Message("settings"), StringComparison.Ordinal);
        Assert.Equal(1, run.Code);
    }

    [Fact]
    public async Task Doctor_OutputFolderIsFile_IsProblem()
    {
        var file = Path.Combine(_home.Path, "a-file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var run = await DoctorRun.OfAsync(_home, _service.Address, "sk-any", ("COMETRUNWAY_OUTPUT_DIRECTORY", Path.Combine(file, "videos")));

        Assert.Contains("videos", run.Problems);
        Assert.Contains(file, run.Message("videos"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_NewMachine_CreatesNoFolders()
    {
        var run = await DoctorRun.OfAsync(_home, _service.Address, "sk-any");

        Assert.Equal("ok", run.Level("state"));
        Assert.False(Directory.Exists(_home.State));
        Assert.False(Directory.Exists(_home.Videos));
    }

    [Fact]
    public async Task Doctor_TaskOfUnknownOutcome_ExplainsResolve()
    {
        await using (var services = Services())
        {
            var begun = Assert.IsType<BeginOutcome.Begun>(await BeginAsync(services));
            await services.GetRequiredService<ITaskStore>().MarkUnknownAsync(begun.Task.Handle, "no_answer", "no answer");
        }

        var run = await DoctorRun.OfAsync(_home, _service.Address, "sk-any");

        Assert.Equal("note", run.Level("tasks"));
        Assert.Contains("tasks resolve", run.Advice("tasks"), StringComparison.Ordinal);
        Assert.Contains("9 of 10 ", run.Message("budget"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_LimitReached_NamesVariable()
    {
        await using (var services = Services())
        {
            await BeginAsync(services);
        }

        var run = await DoctorRun.OfAsync(_home, _service.Address, "sk-any", ("COMETRUNWAY_MAX_TASKS_PER_HOUR", "1"));

        Assert.Equal("note", run.Level("budget"));
        Assert.Contains("COMETRUNWAY_MAX_TASKS_PER_HOUR", run.Advice("budget"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_LedgerEmptied_SaysSoAndStillCountsTheTasks()
    {
        await using (var services = Services())
        {
            await BeginAsync(services);
        }

        await File.WriteAllTextAsync(Path.Combine(_home.State, "ledger.db"), "", TestContext.Current.CancellationToken);

        var run = await DoctorRun.OfAsync(_home, _service.Address, "sk-any");

        Assert.Equal("note", run.Level("ledger"));
        Assert.Contains("9 of 10 ", run.Message("budget"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(StorageKind.Local), 0)]
    [InlineData(nameof(StorageKind.Shared), 1)]
    [InlineData(nameof(StorageKind.Temporary), 1)]
    public void CheckPlace_OfTheLedger_WarnsWhereItIsNotSafe(string kind, int expected)
    {
        var findings = LedgerCheck.CheckPlace(Enum.Parse<StorageKind>(kind), "/data").ToList();

        Assert.Equal(expected, findings.Count);
        Assert.All(findings, finding => Assert.Contains("COMETRUNWAY_HOME_DIRECTORY", finding.Advice, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Doctor_NodeExtraCaCerts_NotesThatItIsNotUsed()
    {
        var run = await DoctorRun.OfAsync(_home, _service.Address, "sk-any", ("NODE_EXTRA_CA_CERTS", "/etc/company.pem"));

        Assert.Equal("note", run.Level("certificates"));
    }

    private static async Task<BeginOutcome> BeginAsync(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<CometRunwayOptions>>().Value;
        var store = services.GetRequiredService<ITaskStore>();
        var scope = await store.GetScopeAsync(options.BaseAddress, options.ApiKey, null, perKey: false, TestContext.Current.CancellationToken);
        return await store.BeginAsync(scope, NewTask(), BudgetLimits.Unlimited, TimeSpan.Zero);
    }

    private static NewVideoTask NewTask() => new()
    {
        Fingerprint = "f1",
        Settings = new() { Model = "gen3a_turbo", Duration = 5 },
        ImageName = "cat.png",
        ApiVersion = "2024-11-06",
    };

    private ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddCometRunway(options =>
        {
            options.BaseAddress = _service.Address;
            options.ApiKey = new ApiKey("sk-any");
            options.HomeDirectory = _home.State;
        });
        return services.BuildServiceProvider();
    }
}
