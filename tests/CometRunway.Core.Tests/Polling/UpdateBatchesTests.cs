using CometRunway.Errors;
using CometRunway.Store;
using CometRunway.Tasks.Polling;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace CometRunway.Core.Tests.Polling;

/// <summary>With a transaction for each result of a thousand polls, the ledger alone would take longer than the interval, and every video would be late.</summary>
public sealed class UpdateBatchesTests
{
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(200);
    private readonly FakeTimeProvider _time = new();
    private readonly Mock<ITaskStore> _store = new(MockBehavior.Strict);
    private readonly List<int> _batches = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Apply_ManyResults_AreWrittenTogetherAndTheFirstAtOnce()
    {
        SetUp(changes => [.. changes.Select(change => Task(change.Handle))]);
        var updates = new UpdateBatches(_store.Object, Spacing, _time);

        await Apply(updates, "first").WithTestTimeout(Token);
        var others = Enumerable.Range(0, 50).Select(number => Apply(updates, $"v{number}")).ToList();
        var all = System.Threading.Tasks.Task.WhenAll(others);
        while (!all.IsCompleted)
        {
            _time.Advance(Spacing);
            await System.Threading.Tasks.Task.Yield();
        }

        Assert.Equal(1, _batches[0]);
        Assert.InRange(_batches.Count, 2, 3);
        Assert.Equal(Enumerable.Range(0, 50).Select(number => $"v{number}"), (await all).Select(task => task!.Handle));
    }

    /// <summary>A result that waits for others when the program stops is not lost, and does not delay the stop.</summary>
    [Fact]
    public async Task End_ResultWaitsForOthers_IsWrittenAtOnce()
    {
        SetUp(changes => [.. changes.Select(change => Task(change.Handle))]);
        var updates = new UpdateBatches(_store.Object, Spacing, _time);
        await Apply(updates, "first").WithTestTimeout(Token);
        var waiting = Apply(updates, "second");

        updates.End();

        Assert.Equal("second", (await waiting.WithTestTimeout(Token))!.Handle);
    }

    [Fact]
    public async Task Apply_StoreDoesNotHaveTheTask_IsNull()
    {
        SetUp(_ => []);

        Assert.Null(await Apply(new UpdateBatches(_store.Object, Spacing, _time), "v222").WithTestTimeout(Token));
    }

    [Fact]
    public async Task Apply_StoreFails_IsToldAndTheNextIsWritten()
    {
        var isBroken = true;
        SetUp(changes => isBroken ? throw new TaskStoreUnavailableException("locked", new IOException()) : [.. changes.Select(change => Task(change.Handle))]);
        var updates = new UpdateBatches(_store.Object, TimeSpan.Zero, _time);

        await Assert.ThrowsAsync<TaskStoreUnavailableException>(() => Apply(updates, "v222").WithTestTimeout(Token));
        isBroken = false;

        Assert.NotNull(await Apply(updates, "v222").WithTestTimeout(Token));
    }

    private static Task<VideoTask?> Apply(UpdateBatches updates, string handle) => updates.ApplyAsync(handle, new TaskUpdate.NotReadable());

    private void SetUp(Func<IReadOnlyCollection<TaskChange>, IReadOnlyList<VideoTask>> apply) => _store
        .Setup(store => store.ApplyAllAsync(It.IsAny<IReadOnlyCollection<TaskChange>>()))
        .Returns((IReadOnlyCollection<TaskChange> changes) =>
        {
            _batches.Add(changes.Count);
            return new ValueTask<IReadOnlyList<VideoTask>>(apply(changes));
        });

    private static VideoTask Task(string handle) => new()
    {
        Handle = handle,
        Scope = new TaskScope("s"),
        State = VideoTaskState.Running,
        Fingerprint = "f",
        Settings = new(),
        ImageName = "cat.png",
        ApiVersion = "2024-11-06",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
