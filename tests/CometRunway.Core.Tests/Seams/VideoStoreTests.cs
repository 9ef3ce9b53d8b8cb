using CometRunway.Core.Tests.Polling;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.TestKit.Waiting;
using CometRunway.Videos;
using CometRunway.Videos.ContactSheets;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace CometRunway.Core.Tests.Seams;

/// <summary>A video store that fails costs nothing but time: the task keeps its id, and the video is saved as soon as the store works.</summary>
public sealed class VideoStoreTests
{
    private const int DiskFull = 28;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Failures
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var step in (string[])[UnreliableVideoStore.Find, UnreliableVideoStore.Create, UnreliableVideoStore.Write, UnreliableVideoStore.Commit])
            {
                data.Add(step, "disk full", "full");
                data.Add(step, "access denied", "not permitted");
                data.Add(step, "other", "video store failed");
                data.Add(step, "gave up", "video store failed");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Save_StoreFails_IsReportedAndTriedAgain(string step, string failure, string expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || failure != "disk full", "The number is Linux's.");
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var store = new UnreliableVideoStore(lab.Sandbox.Home.Videos, step, _ => Task.FromException(Exception(failure)));
        var program = Open(lab, store.Store);

        var failed = await program.WaitUntilDoneAsync(await program.CreateAsync());

        Assert.Contains(expected, failed.FileProblem, StringComparison.Ordinal);
        Assert.Equal(VideoTaskState.Succeeded, failed.State);
        Assert.NotNull(failed.TaskId);
        Assert.True(failed.NeedsWork);
        Assert.Empty(lab.Sandbox.Home.SavedVideos);

        store.IsBroken = false;
        var saved = await SavedAsync(program, failed);

        Assert.Equal(failed.TaskId, saved.TaskId);
        Assert.Equal([saved.Files[0].Path], lab.Sandbox.Home.SavedVideos);
        Assert.Equal(1, lab.Sandbox.Posts);
    }

    [Theory]
    [InlineData(UnreliableVideoStore.Find)]
    [InlineData(UnreliableVideoStore.Create)]
    [InlineData(UnreliableVideoStore.Write)]
    [InlineData(UnreliableVideoStore.Commit)]
    [InlineData(UnreliableVideoStore.Describe)]
    public async Task Save_StoreHangsUntilTheProgramEnds_AnotherProgramSaves(string step)
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var store = new UnreliableVideoStore(lab.Sandbox.Home.Videos, step, token => new TaskCompletionSource().Task.WaitAsync(token));
        var first = Open(lab, store.Store);
        var task = await first.CreateAsync();
        await store.Reached.WithTestTimeout(Token);

        await first.Services.DisposeAsync();
        var second = lab.Open();
        second.Courier.Start();
        var saved = await SavedAsync(second, task);

        Assert.Equal(task.TaskId, saved.TaskId);
        Assert.Null(saved.FileProblem);
        Assert.Equal([saved.Files[0].Path], lab.Sandbox.Home.SavedVideos);
        Assert.Equal(1, lab.Sandbox.Posts);
    }

    [Theory]
    [InlineData(UnreliableVideoStore.Describe)]
    [InlineData(UnreliableVideoStore.Dispose)]
    public async Task Save_WhatComesAfterTheCommitFails_TheVideoIsSaved(string step)
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var store = new UnreliableVideoStore(lab.Sandbox.Home.Videos, step, _ => Task.FromException(new InvalidOperationException("broken")));
        var program = Open(lab, store.Store);

        var saved = await program.WaitUntilDoneAsync(await program.CreateAsync());

        Assert.Null(saved.FileProblem);
        Assert.Equal([Assert.Single(saved.Files).Path], lab.Sandbox.Home.SavedVideos);
        Assert.True(store.Reached.IsCompleted);
    }

    [Fact]
    public async Task CheckSavedFiles_StoreCannotTell_KeepsTheFile()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var (task, store, asker) = await SavedElsewhereAsync(lab);
        store.Setup(s => s.ExistsAsync(task.Files[0].Path, It.IsAny<CancellationToken>())).ThrowsAsync(new IOException("unreachable"));

        var seen = await asker.Runner.CheckSavedFilesAsync(task, Token);

        Assert.Equal(task.Files, seen.Files);
    }

    [Fact]
    public async Task CheckSavedFiles_StoreNoLongerHasIt_IsSavedAgain()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var (task, store, asker) = await SavedElsewhereAsync(lab);
        store.Setup(s => s.ExistsAsync(task.Files[0].Path, It.IsAny<CancellationToken>())).ReturnsAsync(false);

        var seen = await asker.Runner.CheckSavedFilesAsync(task, Token);

        Assert.Empty(seen.Files);
        Assert.True(seen.NeedsWork);
    }

    [Fact]
    public async Task OpenVideo_StoreElsewhere_ReadsFromIt()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var (task, store, asker) = await SavedElsewhereAsync(lab);
        store.Setup(s => s.ExistsAsync(task.Files[0].Path, It.IsAny<CancellationToken>())).ReturnsAsync(true);
        store.Setup(s => s.OpenReadAsync(task.Files[0].Path, It.IsAny<CancellationToken>())).ReturnsAsync(new MemoryStream([1, 2, 3]));

        await using var video = await asker.Services.GetRequiredService<CometRunwayClient>().OpenVideoAsync(task.Handle, cancellationToken: Token).WithTestTimeout(Token);

        Assert.Equal(3, video.Length);
    }

    [Fact]
    public async Task WithAddresses_StoreMakesLinks_ShowsThemAndKeepsTheLocation()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var (task, store, asker) = await SavedElsewhereAsync(lab);
        store.Setup(s => s.GetAddressAsync(task.Files[0].Path, It.IsAny<CancellationToken>())).ReturnsAsync("https://videos.example/one?signed");

        var shown = await asker.Runner.WithAddressesAsync(task, Token);

        Assert.Equal("https://videos.example/one?signed", shown.Files[0].Path);
        Assert.Equal(task.Files[0].Path, (await asker.Store.GetAsync(task.Handle, Token))!.Files[0].Path);
    }

    [Fact]
    public async Task WithAddresses_StoreFails_ShowsTheLocation()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var (task, store, asker) = await SavedElsewhereAsync(lab);
        store.Setup(s => s.GetAddressAsync(task.Files[0].Path, It.IsAny<CancellationToken>())).ThrowsAsync(new InvalidOperationException("no signer"));

        var shown = await asker.Runner.WithAddressesAsync(task, Token);

        Assert.Equal(task.Files, shown.Files);
    }

    [Fact]
    public async Task LocalCopy_StoreIsNoFolder_IsAFileUntilDisposedOf()
    {
        var store = new Mock<IVideoStore>();
        store.Setup(s => s.OpenReadAsync("bucket/one", It.IsAny<CancellationToken>())).ReturnsAsync(new MemoryStream([1, 2, 3]));

        var copy = await LocalCopy.OfAsync(store.Object, "bucket/one", Token);
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(copy.Path, Token));
        await copy.DisposeAsync();

        Assert.False(Directory.Exists(Path.GetDirectoryName(copy.Path)));
    }

    /// <summary>A task whose video is saved, and a program with another store that knows it.</summary>
    private static async Task<(VideoTask Task, Mock<IVideoStore> Store, CourierLab.Program Asker)> SavedElsewhereAsync(CourierLab lab)
    {
        var saver = lab.Open();
        var task = await SavedAsync(saver, await saver.CreateAsync());
        await saver.Services.DisposeAsync();
        var store = new Mock<IVideoStore>();
        store.Setup(s => s.Location).Returns("elsewhere");
        return (task, store, Open(lab, store.Object));
    }

    private static CourierLab.Program Open(CourierLab lab, IVideoStore store) => lab.Open(register: services => services.AddSingleton(store));

    private static async Task<VideoTask> SavedAsync(CourierLab.Program program, VideoTask task)
    {
        while ((task = (await program.Store.GetAsync(task.Handle, Token))!).HasFilesMissing || task.Files.Count == 0)
            task = await program.Store.WaitForChangeAsync(task.Handle, task.Revision, Token).WithTestTimeout(Token);
        return task;
    }

    private static Exception Exception(string failure) => failure switch
    {
        "disk full" => new IOException("no space", DiskFull),
        "access denied" => new UnauthorizedAccessException("no right"),
        "gave up" => new TaskCanceledException("the store's own time limit"),
        _ => new InvalidOperationException("a fault of the store"),
    };
}
