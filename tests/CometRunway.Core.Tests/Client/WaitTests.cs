using CometRunway.Core.Tests.Api;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Waiting;
using CometRunway.Videos;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Core.Tests.Client;

/// <summary>Waits: timeouts, failing stores, failing progress, and files that were deleted.</summary>
public sealed class WaitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<TimeSpan> NoLimits => [TimeSpan.FromDays(60), TimeSpan.MaxValue, Timeout.InfiniteTimeSpan];

    [Fact]
    public async Task Reporter_ProgressThrows_NeitherTheTimerNorTheChangeFailsAndOneWarningIsLogged()
    {
        var time = new FakeTimeProvider();
        var logs = new RecordedLogs();
        var calls = 0;
        var progress = new Reports(_ =>
        {
            calls++;
            throw new InvalidOperationException("the browser is gone");
        });
        await using var reporter = new WaitReporter(progress, typical: null, time, logs);

        reporter.Report(Row());
        time.Advance(TimeSpan.FromSeconds(5));
        time.Advance(TimeSpan.FromSeconds(5));
        reporter.End(Row());

        Assert.Equal(4, calls);
        Assert.Equal(1, logs.All.Split("the browser is gone").Length - 1);
        Assert.StartsWith(nameof(LogLevel.Warning), logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reporter_AfterTheEnd_ReportsNothing()
    {
        var time = new FakeTimeProvider();
        var calls = 0;
        await using var reporter = new WaitReporter(new Reports(_ => calls++), typical: null, time, new RecordedLogs());
        reporter.Report(Row());
        reporter.End(Row());

        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task CreateAndWaitAsync_ProgressThrowsOnEveryReport_GivesTheVideo()
    {
        await using var lab = await EdgeLab.StartAsync();

        var video = await lab.Client.CreateAndWaitAsync(EdgeLab.Request, new Reports(_ => throw new InvalidOperationException()), Token).WithTestTimeout(Token);

        Assert.True(File.Exists(video.Path));
    }

    [Fact]
    public async Task WaitAsync_VideoIsSaved_LastReportIsOne()
    {
        await using var lab = await EdgeLab.StartAsync();
        List<VideoProgress> first = [];
        List<VideoProgress> again = [];

        var video = await lab.Client.CreateAndWaitAsync(EdgeLab.Request, new Reports(first.Add), Token).WithTestTimeout(Token);
        await lab.Client.WaitAsync(video.Task.Handle, new Reports(again.Add), cancellationToken: Token).WithTestTimeout(Token);

        Assert.Equal((1.0, VideoTaskState.Succeeded), (first[^1].Fraction, first[^1].Task.State));
        Assert.All(first[..^1], report => Assert.True(report.Fraction < 1));
        Assert.Equal(1.0, Assert.Single(again).Fraction);
    }

    [Fact]
    public async Task WaitAsync_StoreCancelsByItself_IsAFaultOfTheStoreAndNotTheTimeout()
    {
        await using var lab = await EdgeLab.StartAsync(speed: 1);
        var created = await lab.Client.CreateAsync(EdgeLab.Request, cancellationToken: Token);
        lab.Store.OnWait = _ => throw new TaskCanceledException("a timeout of the store");

        var error = await Assert.ThrowsAsync<TaskStoreUnavailableException>(() => lab.Client.WaitAsync(created.Handle, cancellationToken: Token).WithTestTimeout(Token));

        Assert.IsType<TaskCanceledException>(error.InnerException);
    }

    [Fact]
    public async Task WaitAsync_StoreReturnsNull_IsAFaultOfTheStore()
    {
        await using var lab = await EdgeLab.StartAsync(speed: 1);
        var created = await lab.Client.CreateAsync(EdgeLab.Request, cancellationToken: Token);
        lab.Store.OnWait = _ => Task.FromResult<VideoTask>(null!);

        await Assert.ThrowsAsync<TaskStoreUnavailableException>(() => lab.Client.WaitAsync(created.Handle, cancellationToken: Token).WithTestTimeout(Token));
    }

    [Fact]
    public async Task WaitAsync_Cancelled_IsAPlainCancellation()
    {
        await using var lab = await EdgeLab.StartAsync(speed: 1);
        var created = await lab.Client.CreateAsync(EdgeLab.Request, cancellationToken: Token);
        using var caller = new CancellationTokenSource();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => lab.Client.WaitAsync(created.Handle, new Reports(_ => caller.Cancel()), cancellationToken: caller.Token).WithTestTimeout(Token));

        Assert.IsNotType<CreateCancelledException>(error);
    }

    [Fact]
    public async Task WaitAsync_ContainerIsDisposedOf_EndsAndNamesTheTask()
    {
        await using var lab = await EdgeLab.StartAsync(speed: 1);
        var created = await lab.Client.CreateAsync(EdgeLab.Request, cancellationToken: Token);
        var isWaiting = new TaskCompletionSource();
        var waiting = lab.Client.WaitAsync(created.Handle, new Reports(_ => isWaiting.TrySetResult()), cancellationToken: Token);
        await isWaiting.Task.WithTestTimeout(Token);

        await lab.Services.DisposeAsync();

        var error = await Assert.ThrowsAsync<VideoTaskWaitException>(() => waiting.WithTestTimeout(Token));
        Assert.Equal(created.Handle, error.Task.Handle);
    }

    [Fact]
    public async Task WaitAsync_NegativeTimeout_IsRefused()
    {
        await using var lab = await EdgeLab.StartAsync(speed: 1);
        var created = await lab.Client.CreateAsync(EdgeLab.Request, cancellationToken: Token);

        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => lab.Client.WaitAsync(created.Handle, timeout: TimeSpan.FromSeconds(-3), cancellationToken: Token));

        Assert.Equal("timeout", error.ParamName);
    }

    [Theory]
    [MemberData(nameof(NoLimits), DisableDiscoveryEnumeration = true)]
    public async Task WaitAsync_TimeoutLongerThanTimers_Waits(TimeSpan timeout)
    {
        await using var lab = await EdgeLab.StartAsync(speed: 1);
        var created = await lab.Client.CreateAsync(EdgeLab.Request, cancellationToken: Token);

        var waiting = lab.Client.WaitAsync(created.Handle, timeout: timeout, cancellationToken: Token);
        await lab.Sandbox.AgeAsync(waiting, Token).WithTestTimeout(Token);

        Assert.True(File.Exists((await waiting).Path));
    }

    [Fact]
    public async Task WaitAsync_SavedFileWasDeleted_IsFetchedAgain()
    {
        await using var lab = await EdgeLab.StartAsync();
        var first = await lab.Client.CreateAndWaitAsync(EdgeLab.Request, cancellationToken: Token).WithTestTimeout(Token);
        var bytes = await File.ReadAllBytesAsync(first.Path, Token);

        File.Delete(first.Path);
        var waited = await lab.Client.WaitAsync(first.Task.Handle, cancellationToken: Token).WithTestTimeout(Token);
        var waitedBytes = await File.ReadAllBytesAsync(waited.Path, Token);
        File.Delete(waited.Path);
        var again = await lab.Client.CreateAndWaitAsync(EdgeLab.Request, cancellationToken: Token).WithTestTimeout(Token);
        var againBytes = await File.ReadAllBytesAsync(again.Path, Token);
        Directory.Delete(lab.Sandbox.Home.Videos, recursive: true);
        await using var opened = await lab.Client.OpenVideoAsync(first.Task.Handle, cancellationToken: Token).WithTestTimeout(Token);

        Assert.Equal(bytes, waitedBytes);
        Assert.Equal(bytes, againBytes);
        Assert.Equal(bytes.Length, opened.Length);
        Assert.Equal(1, lab.Sandbox.Posts);
    }

    [Fact]
    public async Task OpenVideoAsync_NegativeIndex_IsRefusedBeforeTheSearch()
    {
        await using var lab = await EdgeLab.StartAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => lab.Client.OpenVideoAsync("no-such-task", index: -1, Token).WithTestTimeout(Token));
    }

    [Theory]
    [InlineData("gone.mp4")]
    [InlineData("no-such-folder/gone.mp4")]
    public async Task OpenReadAsync_FileOrFolderIsGone_IsFileNotFound(string path)
    {
        using var home = new TestHome();
        var store = new FolderVideoStore(new OutputFolder(new OptionsWrapper<CometRunwayOptions>(new CometRunwayOptions { OutputDirectory = home.Videos })), TimeProvider.System);
        Directory.CreateDirectory(home.Videos);

        await Assert.ThrowsAsync<FileNotFoundException>(() => store.OpenReadAsync(Path.Combine(home.Videos, path), Token));
    }

    private static VideoTask Row() => new()
    {
        Handle = "v222",
        Scope = new TaskScope("s"),
        State = VideoTaskState.Running,
        Fingerprint = "f",
        Settings = new() { Model = "gen4_turbo" },
        ImageName = TestHome.ImageName,
        ApiVersion = "2024-11-06",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
