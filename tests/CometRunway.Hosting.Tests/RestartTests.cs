using CometRunway.Hosting.Tests.Testing;
using CometRunway.Tasks;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Stores;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CometRunway.Hosting.Tests;

/// <summary>Paid tasks of an earlier process are followed and their files saved without any call, because their links expire in a day.</summary>
public sealed class RestartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_UnfinishedTaskOfEarlierProcess_IsSavedWithoutAnyCall()
    {
        await using var lab = await SandboxLab.StartAsync(speed: 1, cancellationToken: Token);
        var handle = await CreateAndStopAsync(lab);
        using var host = AppHost.Build(lab);

        await host.StartAsync(Token);

        await lab.AgeAsync(SavedAsync(lab, handle), Token).WithTestTimeout(Token);
        Assert.Single(lab.Home.SavedVideos);
        await host.StopAsync(Token).WithTestTimeout(Token);
        Assert.Equal(1, lab.Posts);
    }

    [Fact]
    public async Task List_WithoutHost_StartsPollingAndSavesTheFile()
    {
        await using var lab = await SandboxLab.StartAsync(speed: 1, cancellationToken: Token);
        var handle = await CreateAndStopAsync(lab);
        await using var services = lab.Services().BuildServiceProvider();

        Assert.Equal(handle, Assert.Single((await services.GetRequiredService<CometRunwayClient>().ListAsync(cancellationToken: Token)).Tasks).Handle);

        await lab.AgeAsync(SavedAsync(lab, handle), Token).WithTestTimeout(Token);
        Assert.Single(lab.Home.SavedVideos);
    }

    [Fact]
    public async Task Start_NoTaskEver_CreatesNoLedger()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        using var host = AppHost.Build(lab);

        await host.StartAsync(Token);
        await host.StopAsync(Token).WithTestTimeout(Token);

        Assert.False(Directory.Exists(lab.Home.State));
        Assert.Empty(lab.Journal.Requests);
    }

    [Fact]
    public async Task AddCometRunway_Twice_RegistersOneHostedService()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        using var host = AppHost.Build(lab, after: static services => services.AddCometRunway());

        Assert.Single(host.Services.GetServices<IHostedService>());
    }

    private static async Task<string> CreateAndStopAsync(SandboxLab lab)
    {
        using var host = AppHost.Build(lab);
        await host.StartAsync(Token);
        var created = await host.Studio().CreateAsync(AppHost.Request, cancellationToken: Token).WithTestTimeout(Token);
        await host.StopAsync(Token).WithTestTimeout(Token);
        return created.Task.Handle;
    }

    /// <summary>Reads the ledger without the app.</summary>
    private static async Task SavedAsync(SandboxLab lab, string handle)
    {
        using var ledger = new LedgerFile(lab.Home.State);
        var task = (await ledger.Store.GetAsync(handle, Token))!;
        while (task.Files.Count == 0)
            task = await ledger.Store.WaitForChangeAsync(handle, task.Revision, Token);
    }
}
