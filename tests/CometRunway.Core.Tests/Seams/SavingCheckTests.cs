using CometRunway.Core.Tests.Polling;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.TestKit;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Waiting;
using CometRunway.Videos;
using CometRunway.Videos.Downloads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace CometRunway.Core.Tests.Seams;

/// <summary>A video that cannot be saved is not paid. A store that may work again when the video is ready prevents nothing.</summary>
public sealed class SavingCheckTests
{
    private const int DiskFull = 28;
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("file")]
    [InlineData("below a file")]
    [InlineData("dangling link")]
    public async Task Create_FolderCannotBeUsed_SendsNothingAndIsRejected(string kind)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && kind == "dangling link", "Links need a permission there.");
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var folder = Unusable(lab.Sandbox.Home.Path, kind);
        var program = lab.Open(configure: options => options.OutputDirectory = folder);
        var client = program.Services.GetRequiredService<ICometRunwayClient>();

        var error = await Assert.ThrowsAsync<VideoStoreUnavailableException>(() => client.CreateAsync(Request(), cancellationToken: Token).WithTestTimeout(Token));

        Assert.Equal((ChargeStatus.No, false), (error.Charge, error.IsTransient));
        Assert.Contains(folder, error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(CometRunwayOptions.OutputDirectory), error.Message, StringComparison.Ordinal);
        Assert.Equal(0, lab.Sandbox.Posts);
        var row = Assert.Single((await client.ListAsync(cancellationToken: Token)).Tasks);
        Assert.Equal((VideoTaskState.Rejected, "output_unavailable"), (row.State, row.ErrorCode));
    }

    /// <summary>The row of the refused create must block neither the request nor its id.</summary>
    [Fact]
    public async Task Create_AfterTheFolderIsMended_SendsTheSameRequestOnce()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var folder = Unusable(lab.Sandbox.Home.Path, "file");
        var client = lab.Open(configure: options => options.OutputDirectory = folder).Services.GetRequiredService<ICometRunwayClient>();
        var request = Request() with { RequestId = "order 17" };
        await Assert.ThrowsAsync<VideoStoreUnavailableException>(() => client.CreateAsync(request, cancellationToken: Token).WithTestTimeout(Token));

        File.Delete(folder);
        var created = await client.CreateAsync(request, cancellationToken: Token).WithTestTimeout(Token);

        Assert.True(created.IsNew);
        Assert.Equal(1, lab.Sandbox.Posts);
    }

    /// <summary>A repeated request costs nothing and gives the earlier video, wherever it is saved.</summary>
    [Fact]
    public async Task Create_RepeatedWhileTheFolderCannotBeUsed_GivesTheEarlierTask()
    {
        await using var lab = await CourierLab.StartAsync(speed: 0);
        var task = await lab.Open().CreateAsync();
        var other = lab.Open(configure: options => options.OutputDirectory = Unusable(lab.Sandbox.Home.Path, "file"));

        var again = await other.Services.GetRequiredService<ICometRunwayClient>().CreateAsync(Request(), cancellationToken: Token).WithTestTimeout(Token);

        Assert.Equal((false, task.Handle), (again.IsNew, again.Handle));
    }

    [Fact]
    public async Task Create_FolderCanBeMade_LeavesNothingBehind()
    {
        using var home = new TemporaryFolder();
        var store = new FolderVideoStore(new OutputFolder(Options(Path.Combine(home.Path, "a", "b"))), TimeProvider.System);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => store.CheckWritableAsync(Token), Token)));

        Assert.Empty(Directory.GetFileSystemEntries(home.Path));
    }

    [Theory]
    [InlineData("size=65m", null)]
    [InlineData("size=63m", DownloadFailure.DiskFull)]
    [InlineData("size=128k", DownloadFailure.DiskFull)]
    [InlineData("ro,size=100m", DownloadFailure.PermissionDenied)]
    public async Task Find_SmallOrReadOnlyDisk_IsAProblem(string option, DownloadFailure? expected)
    {
        using var folder = new TemporaryFolder();
        var mount = ExternalTool.Find("mount");
        Assert.SkipWhen(mount is null || !await MountAsync(mount, option, folder.Path), "Mounting a small tmpfs is not permitted here.");
        try
        {
            Assert.Equal(expected, FolderProbe.Find(folder.Path)?.Kind);
        }
        finally
        {
            await ExternalTool.Find("umount")!.RunAsync(CancellationToken.None, folder.Path);
        }
    }

    [Fact]
    public async Task FindProblem_StoreHangs_EndsAfterTheLimitAndAsksOnce()
    {
        var never = new TaskCompletionSource();
        var store = Store(never.Task);
        var check = Check(store);

        for (var create = 0; create < 3; create++)
        {
            var finding = check.FindProblemAsync(Token);
            _time.Advance(SavingCheck.TimeLimit);
            Assert.Null(await finding.WithTestTimeout(Token));
        }

        store.Verify(s => s.CheckWritableAsync(It.IsAny<CancellationToken>()), Times.AtMostOnce());
    }

    [Fact]
    public async Task FindProblem_StoreFailsInAnotherWay_IsNoProblem() =>
        Assert.Null(await Check(Store(Task.FromException(new InvalidOperationException("a bug")))).FindProblemAsync(Token).WithTestTimeout(Token));

    [Fact]
    public async Task FindProblem_StoreOfTheAppHasNoSpace_NamesNoFolderSetting()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The number is Linux's.");

        var problem = await Check(Store(Task.FromException(new IOException("no space", DiskFull)))).FindProblemAsync(Token).WithTestTimeout(Token);

        Assert.Equal(DownloadFailure.DiskFull, Assert.IsType<DownloadException>(problem!.InnerException).Kind);
        Assert.DoesNotContain(nameof(CometRunwayOptions.OutputDirectory), problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindProblem_CallerCancels_IsCancelled()
    {
        using var cancel = new CancellationTokenSource();
        var finding = Check(Store(new TaskCompletionSource().Task)).FindProblemAsync(cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => finding.WithTestTimeout(Token));
    }

    private static VideoRequest Request() => new() { Image = TestHome.ImageName, Prompt = "a slow pan", Model = "gen4_turbo" };

    private static string Unusable(string home, string kind)
    {
        var path = Path.Combine(home, "unusable");
        if (kind == "dangling link")
            File.CreateSymbolicLink(path, Path.Combine(home, "unplugged"));
        else
            File.WriteAllText(path, "");
        return kind == "below a file" ? Path.Combine(path, "videos") : path;
    }

    private SavingCheck Check(Mock<IVideoStore> store) => new(store.Object, Options("videos"), _time, NullLogger<SavingCheck>.Instance);

    private static Mock<IVideoStore> Store(Task check)
    {
        var store = new Mock<IVideoStore>();
        store.Setup(s => s.Location).Returns("bucket");
        store.Setup(s => s.CheckWritableAsync(It.IsAny<CancellationToken>())).Returns(check);
        return store;
    }

    private static Microsoft.Extensions.Options.IOptions<CometRunwayOptions> Options(string folder) =>
        Microsoft.Extensions.Options.Options.Create(new CometRunwayOptions { OutputDirectory = folder });

    private static async Task<bool> MountAsync(ExternalTool mount, string option, string folder)
    {
        try
        {
            await mount.RunAsync(TestContext.Current.CancellationToken, "-t", "tmpfs", "-o", option, "tmpfs", folder);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
