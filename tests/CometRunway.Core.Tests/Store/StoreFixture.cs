using CometRunway.Api;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.TestKit.Stores;
using Microsoft.Extensions.Time.Testing;

namespace CometRunway.Core.Tests.Store;

/// <summary>A store of its own, a clock of its own, and as many processes on it as a test wants.</summary>
public abstract class StoreFixture(DateTimeOffset? start) : IDisposable
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private readonly List<StoreInstance> _opened = [];
    private StoreInstance? _first;

    public FakeTimeProvider Clock { get; } = new(start ?? new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public ITaskStore Store => First.Store;

    internal ITaskStoreAdmin Admin => First.Admin;

    private StoreInstance First => _first ??= Open();

    internal StoreInstance Open()
    {
        var opened = Create();
        _opened.Add(opened);
        return opened;
    }

    public ValueTask<TaskScope> ScopeAsync() => Store.GetScopeAsync(new Uri("https://api.example.com"), new ApiKey("sk-test"), null, TestContext.Current.CancellationToken);

    public static NewVideoTask Task(string fingerprint = "f1", int? duration = 5, string? prompt = "a slow pan", string model = "gen3a_turbo") => new()
    {
        Fingerprint = fingerprint,
        Settings = new() { Model = model, Ratio = "1280:768", Duration = duration, Seed = 7, Prompt = prompt },
        ImageName = "cat.png",
        ImageSha256 = "00ff",
        ApiVersion = "2024-11-06",
        EstimatedCost = 0.32m,
    };

    public async Task<BeginOutcome> BeginAsync(NewVideoTask? task = null, BudgetLimits? limits = null, bool newTake = false) =>
        await Store.BeginAsync(await ScopeAsync(), task ?? Task(), limits ?? BudgetLimits.Unlimited, Window, newTake);

    public async Task<VideoTask> BegunAsync(NewVideoTask? task = null) => Assert.IsType<BeginOutcome.Begun>(await BeginAsync(task)).Task;

    public async Task<VideoTask> AcceptedAsync(string id = "id-1", NewVideoTask? task = null) => await Store.AcceptAsync((await BegunAsync(task)).Handle, id);

    internal static ApiTask News(ApiTaskStatus status, double? progress = null, params string[] links) => new()
    {
        Id = "id-1",
        Status = status,
        Progress = progress,
        Output = [.. links.Select(link => new Uri(link))],
    };

    public void Dispose()
    {
        foreach (var instance in _opened)
            instance.Dispose();
        Remove();
        GC.SuppressFinalize(this);
    }

    /// <summary>One more process on the store.</summary>
    private protected abstract StoreInstance Create();

    /// <summary>Leaves nothing behind.</summary>
    private protected abstract void Remove();
}
