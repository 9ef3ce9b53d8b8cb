using CometRunway.Store;
using CometRunway.TestKit.Waiting;
using CometRunway.Videos;
using CometRunway.Videos.Downloads;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace CometRunway.Core.Tests.Seams;

/// <summary>A video store that hangs or returns nothing is a failure that is retried. It must not hold the slot of other videos.</summary>
public sealed class HangingVideoStoreTests
{
    private static readonly VideoName Name = new(new TaskScope("s"), "a.mp4");
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_StoreHangs_FailsAfterTheLimitAndGivesBackALateWriter()
    {
        var late = new TaskCompletionSource<IVideoWriter>();
        var disposed = new TaskCompletionSource();
        var writer = new Mock<IVideoWriter>();
        writer.Setup(w => w.DisposeAsync()).Returns(() =>
        {
            disposed.SetResult();
            return ValueTask.CompletedTask;
        });

        var opening = DownloadTarget.OpenAsync(Store(late.Task), Name, _time, Token);
        _time.Advance(StoreFailure.TimeLimit);
        var error = await Assert.ThrowsAsync<DownloadException>(() => opening.WithTestTimeout(Token));
        late.SetResult(writer.Object);

        Assert.Equal((DownloadFailure.StoreFailed, true), (error.Kind, error.RetryLater));
        await disposed.Task.WithTestTimeout(Token);
    }

    [Fact]
    public async Task Open_StoreReturnsNoWriter_IsAFailureOfTheStore()
    {
        var error = await Assert.ThrowsAsync<DownloadException>(() => DownloadTarget.OpenAsync(Store(Task.FromResult<IVideoWriter>(null!)), Name, _time, Token));

        Assert.Equal(DownloadFailure.StoreFailed, error.Kind);
    }

    [Fact]
    public async Task Commit_StoreHangs_FailsAfterTheLimit()
    {
        await using var target = await OpenAsync(new TaskCompletionSource<string>().Task);

        var committing = target.CommitAsync(Token);
        _time.Advance(StoreFailure.TimeLimit);

        Assert.Equal(DownloadFailure.StoreFailed, (await Assert.ThrowsAsync<DownloadException>(() => committing.WithTestTimeout(Token))).Kind);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Commit_StoreReturnsNoLocation_IsAFailureOfTheStore(string? location)
    {
        await using var target = await OpenAsync(Task.FromResult(location!));

        Assert.Equal(DownloadFailure.StoreFailed, (await Assert.ThrowsAsync<DownloadException>(() => target.CommitAsync(Token))).Kind);
    }

    private Task<DownloadTarget> OpenAsync(Task<string> commit)
    {
        var writer = new Mock<IVideoWriter>();
        writer.Setup(w => w.CommitAsync(It.IsAny<CancellationToken>())).Returns(commit);
        return DownloadTarget.OpenAsync(Store(Task.FromResult(writer.Object)), Name, _time, Token);
    }

    private static IVideoStore Store(Task<IVideoWriter> create)
    {
        var store = new Mock<IVideoStore>();
        store.Setup(s => s.Location).Returns("bucket");
        store.Setup(s => s.CreateAsync(Name, It.IsAny<CancellationToken>())).Returns(create);
        return store.Object;
    }
}
