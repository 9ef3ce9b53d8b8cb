using CometRunway.Errors;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.Tasks.Polling;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Core.Tests.Client;

/// <summary>Users of one app: each has tasks, duplicates and limits of their own, and one courier serves them all.</summary>
public sealed class CallerTests
{
    private static readonly VideoRequest Request = new() { Image = TestHome.ImageName, Prompt = "a slow pan", Model = "gen4_turbo" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ForCaller_TwoCallersAskTheSame_EachPaysForTheirOwnAndSeesNoOther()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        var app = services.GetRequiredService<CometRunwayClient>();
        var (ada, bob) = (app.ForCaller("ada"), app.ForCaller("bob"));

        var adas = await ada.CreateAsync(Request, cancellationToken: Token);
        var bobs = await bob.CreateAsync(Request, cancellationToken: Token);

        Assert.True(adas.IsNew && bobs.IsNew);
        Assert.Equal(adas.Task.Handle, Assert.Single((await ada.ListAsync(cancellationToken: Token)).Tasks).Handle);
        Assert.Equal(bobs.Task.Handle, Assert.Single((await bob.ListAsync(cancellationToken: Token)).Tasks).Handle);
        Assert.Empty((await app.ListAsync(cancellationToken: Token)).Tasks);
        Assert.Equal((1, 1, 0), (await TodayAsync(ada), await TodayAsync(bob), await TodayAsync(app)));
    }

    [Fact]
    public async Task Find_AnotherCallersTask_IsUnknownByHandleIdAndPrefix()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        var app = services.GetRequiredService<CometRunwayClient>();
        var bobs = (await app.ForCaller("bob").CreateAsync(Request, cancellationToken: Token)).Task;
        var ada = app.ForCaller("ada");

        foreach (var name in new[] { bobs.Handle, bobs.TaskId!, bobs.Handle[..2] })
        {
            Assert.DoesNotContain(bobs.Handle + ",", (await Assert.ThrowsAsync<VideoTaskNotFoundException>(() => ada.FindAsync(name, Token))).Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<VideoTaskNotFoundException>(() => ada.WaitAsync(name, cancellationToken: Token));
            await Assert.ThrowsAsync<VideoTaskNotFoundException>(() => ada.OpenVideoAsync(name, cancellationToken: Token));
            await Assert.ThrowsAsync<VideoTaskNotFoundException>(() => ada.CancelAsync(name, Token));
        }
    }

    [Fact]
    public async Task CreateAsync_OneCallersLimitIsReached_TheOtherGoesOn()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services(o => o.MaxTasksPerHour = 1).BuildServiceProvider();
        var app = services.GetRequiredService<CometRunwayClient>();
        await app.ForCaller("ada").CreateAsync(Request, cancellationToken: Token);

        await Assert.ThrowsAsync<BudgetReachedException>(() => app.ForCaller("ada").CreateAsync(Request, newTake: true, cancellationToken: Token));
        var bobs = await app.ForCaller("bob").CreateAsync(Request, cancellationToken: Token);

        Assert.True(bobs.IsNew);
    }

    [Fact]
    public async Task Courier_TasksOfSeveralCallers_AreAllSavedInFoldersOfTheirOwn()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();
        var app = services.GetRequiredService<CometRunwayClient>();

        var videos = await Task.WhenAll(
            app.CreateAndWaitAsync(Request, cancellationToken: Token),
            app.ForCaller("zoe").CreateAndWaitAsync(Request, cancellationToken: Token),
            app.ForCaller("bob").CreateAndWaitAsync(Request, cancellationToken: Token)).WithTestTimeout(Token);

        var folders = videos.Select(v => Path.GetDirectoryName(v.Path)!).ToArray();
        Assert.Equal(3, folders.Distinct().Count());
        Assert.Equal(lab.Home.Videos, folders[0]);
        Assert.All(folders, folder => Assert.Equal(1, CountOf(videos, folder)));
        Assert.DoesNotContain(folders, f => f.Contains("zoe", StringComparison.Ordinal) || f.Contains("bob", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Courier_AfterARestart_SavesTheTasksOfCallersWhoDoNotComeBack()
    {
        await using var lab = await SandboxLab.StartAsync(speed: 1, cancellationToken: Token);
        string handle;
        await using (var before = lab.Services().BuildServiceProvider())
            handle = (await before.GetRequiredService<CometRunwayClient>().ForCaller("ada").CreateAsync(Request, cancellationToken: Token)).Task.Handle;

        await using var after = lab.Services().BuildServiceProvider();
        after.GetRequiredService<IVideoTaskPoller>().Start();
        var store = after.GetRequiredService<ITaskStore>();
        await lab.AgeAsync(SavedAsync(store, handle), Token).WithTestTimeout(Token);

        Assert.Single((await store.GetAsync(handle, Token))!.Files);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public async Task ForCaller_WithoutAnId_IsRefusedRatherThanShared(string? id)
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = lab.Services().BuildServiceProvider();

        Assert.ThrowsAny<ArgumentException>(() => services.GetRequiredService<CometRunwayClient>().ForCaller(id!));
    }

    [Fact]
    public async Task Ledger_Files_NeverHoldACallersName()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using (var services = lab.Services().BuildServiceProvider())
            await services.GetRequiredService<CometRunwayClient>().ForCaller("ada.lovelace@example.org").CreateAndWaitAsync(Request, cancellationToken: Token).WithTestTimeout(Token);

        foreach (var file in Directory.EnumerateFiles(lab.Home.Path, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("lovelace", System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Token)), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<int> TodayAsync(ICometRunwayClient client) => (await client.GetUsageAsync(Token)).Today.Tasks;

    private static int CountOf(FinishedVideo[] videos, string folder) =>
        videos.Count(v => Path.GetDirectoryName(v.Path) == folder && File.Exists(v.Path) && Directory.GetFiles(folder, "*.mp4").Length == 1);

    private static async Task SavedAsync(ITaskStore store, string handle)
    {
        var task = (await store.GetAsync(handle, Token))!;
        while (task.Files.Count == 0)
            task = await store.WaitForChangeAsync(handle, task.Revision, Token);
    }
}
