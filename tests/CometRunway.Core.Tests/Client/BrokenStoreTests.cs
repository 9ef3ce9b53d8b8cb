using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace CometRunway.Core.Tests.Client;

/// <summary>A store that fails at each step of a create: nothing is sent before its row is written, and an id that came is never lost.</summary>
public sealed class BrokenStoreTests
{
    private static readonly VideoRequest Request = new() { Image = TestHome.ImageName, Prompt = "a slow pan", Model = "gen4_turbo" };
    private static readonly TaskScope Scope = new("s");
    private readonly Mock<ITaskStore> _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CreateAsync_ScopeFails_SendsNothing()
    {
        _store.Setup(s => s.GetScopeAsync(It.IsAny<Uri>(), It.IsAny<ApiKey?>(), null, It.IsAny<bool>(), It.IsAny<CancellationToken>())).ThrowsAsync(new TaskStoreUnavailableException("no scope", new IOException()));

        var (error, posts) = await FailAsync();

        Assert.Equal((ChargeStatus.No, 0), (error.Charge, posts));
    }

    [Fact]
    public async Task CreateAsync_BeginFails_SendsNothing()
    {
        SetupScope();
        _store.Setup(s => s.BeginAsync(Scope, It.IsAny<NewVideoTask>(), It.IsAny<AdmissionTerms>(), It.IsAny<CancellationToken>())).ThrowsAsync(new TaskStoreUnavailableException("no row", new IOException()));

        var (error, posts) = await FailAsync();

        Assert.Equal((ChargeStatus.No, 0), (error.Charge, posts));
    }

    [Fact]
    public async Task CreateAsync_ConcludeFails_IsCreatedWithTheId()
    {
        SetupScope();
        SetupBegin();
        _store.Setup(s => s.ConcludeAsync("v222", It.IsAny<SubmissionOutcome>())).ThrowsAsync(new InvalidOperationException("broken"));
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = Services(lab);

        var created = await services.GetRequiredService<CometRunwayClient>().CreateAsync(Request, cancellationToken: Token).WithTestTimeout(Token);

        Assert.Equal((VideoTaskState.Accepted, Assert.Single(lab.Journal.Tasks).Id), (created.Task.State, created.Task.TaskId));
    }

    [Fact]
    public async Task RecordAsync_ConcludeFailsAtFirst_IsWrittenLater()
    {
        var time = new FakeTimeProvider();
        var written = new TaskCompletionSource<SubmissionOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = 0;
        _store.Setup(s => s.ConcludeAsync("v222", It.IsAny<SubmissionOutcome>())).Returns((string _, SubmissionOutcome outcome) =>
        {
            if (Interlocked.Increment(ref calls) == 1)
                throw new IOException("full");
            written.TrySetResult(outcome);
            return new ValueTask<VideoTask>(Row());
        });
        var recorder = new OutcomeRecorder(_store.Object, time, NullLogger<OutcomeRecorder>.Instance);

        var told = await recorder.RecordAsync(Row(), new SubmissionOutcome.Accepted("id-1"));
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("id-1", told.TaskId);
        Assert.Equal("id-1", Assert.IsType<SubmissionOutcome.Accepted>(await written.Task.WithTestTimeout(Token)).TaskId);
    }

    [Fact]
    public async Task RecordAsync_ConcludeHangs_TellsTheIdAndFlushTriesAgain()
    {
        var time = new FakeTimeProvider();
        var hanging = new TaskCompletionSource<VideoTask>();
        _store.SetupSequence(s => s.ConcludeAsync("v222", It.IsAny<SubmissionOutcome>()))
            .Returns(new ValueTask<VideoTask>(hanging.Task))
            .Returns(new ValueTask<VideoTask>(Row()));
        var recorder = new OutcomeRecorder(_store.Object, time, NullLogger<OutcomeRecorder>.Instance);

        var recording = recorder.RecordAsync(Row(), new SubmissionOutcome.Accepted("id-1")).AsTask();
        time.Advance(OutcomeRecorder.Patience);
        var told = await recording.WithTestTimeout(Token);
        await recorder.FlushAsync();
        await recorder.FlushAsync();

        Assert.Equal((VideoTaskState.Accepted, "id-1"), (told.State, told.TaskId));
        _store.Verify(s => s.ConcludeAsync("v222", It.IsAny<SubmissionOutcome>()), Times.Exactly(2));
    }

    [Fact(Timeout = 60_000)]
    public async Task RecordAsync_FirstConcludeNeverEnds_IsTriedAgainByItself()
    {
        var time = new FakeTimeProvider();
        var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = 0;
        _store.Setup(s => s.ConcludeAsync("v222", It.IsAny<SubmissionOutcome>())).Returns(() =>
        {
            if (Interlocked.Increment(ref calls) == 1)
                return new ValueTask<VideoTask>(new TaskCompletionSource<VideoTask>().Task);
            second.TrySetResult();
            return new ValueTask<VideoTask>(Row());
        });
        var recorder = new OutcomeRecorder(_store.Object, time, NullLogger<OutcomeRecorder>.Instance);

        var recording = recorder.RecordAsync(Row(), new SubmissionOutcome.Accepted("id-1")).AsTask();
        time.Advance(OutcomeRecorder.Patience);
        await recording.WithTestTimeout(Token);
        // The clock moves on until the second write.
        while (!second.Task.IsCompleted)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    [Fact]
    public async Task RecordAsync_ConcludeFailsForAnUnknownOutcome_IsUnknownAndNotRejected()
    {
        _store.Setup(s => s.ConcludeAsync("v222", It.IsAny<SubmissionOutcome>())).ThrowsAsync(new IOException("full"));
        var recorder = new OutcomeRecorder(_store.Object, new FakeTimeProvider(), NullLogger<OutcomeRecorder>.Instance);

        var told = await recorder.RecordAsync(Row(), new SubmissionOutcome.Unknown("no_answer", "nobody knows"));

        Assert.Equal(VideoTaskState.Unknown, told.State);
    }

    private static VideoTask Row() => new()
    {
        Handle = "v222",
        Scope = Scope,
        State = VideoTaskState.Submitting,
        Fingerprint = "f",
        Settings = new() { Model = "gen4_turbo" },
        ImageName = TestHome.ImageName,
        ApiVersion = "2024-11-06",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private void SetupScope() =>
        _store.Setup(s => s.GetScopeAsync(It.IsAny<Uri>(), It.IsAny<ApiKey?>(), null, It.IsAny<bool>(), It.IsAny<CancellationToken>())).ReturnsAsync(Scope);

    private void SetupBegin() =>
        _store.Setup(s => s.BeginAsync(Scope, It.IsAny<NewVideoTask>(), It.IsAny<AdmissionTerms>(), It.IsAny<CancellationToken>())).ReturnsAsync(new BeginOutcome.Begun(Row()));

    private async Task<(CometRunwayException Error, int Posts)> FailAsync()
    {
        await using var lab = await SandboxLab.StartAsync(cancellationToken: Token);
        await using var services = Services(lab);
        var error = await Assert.ThrowsAsync<TaskStoreUnavailableException>(() => services.GetRequiredService<CometRunwayClient>().CreateAsync(Request, cancellationToken: Token));
        return (error, lab.Posts);
    }

    private ServiceProvider Services(SandboxLab lab)
    {
        _store.Setup(s => s.GetUnfinishedAsync(It.IsAny<AccountScope>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        return lab.Services().AddSingleton(_store.Object).BuildServiceProvider();
    }
}
