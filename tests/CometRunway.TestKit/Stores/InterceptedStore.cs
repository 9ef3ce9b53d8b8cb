using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.TestKit.Stores;

/// <summary>The database of a user, with functions that run after its calls and can change or fail their results.</summary>
public sealed class InterceptedStore : ITaskStore
{
    private readonly ITaskStore _real;

    private InterceptedStore(ITaskStore real) => _real = real;

    /// <summary>Runs after a begin.</summary>
    public Func<BeginOutcome, BeginOutcome>? OnBegin { get; set; }

    /// <summary>Runs after a conclude.</summary>
    public Func<VideoTask, VideoTask>? OnConclude { get; set; }

    /// <summary>Runs after a search.</summary>
    public Func<FindOutcome, FindOutcome>? OnFind { get; set; }

    /// <summary>Replaces a wait.</summary>
    public Func<CancellationToken, Task<VideoTask>>? OnWait { get; set; }

    /// <summary>Runs before several updates.</summary>
    public Action<IReadOnlyCollection<TaskChange>>? OnApplyAll { get; set; }

    /// <summary>Runs before a search for unfinished tasks.</summary>
    public Func<AccountScope, Task>? OnUnfinished { get; set; }

    public string Location => _real.Location;

    public string? Notice => _real.Notice;

    /// <summary>Registers it before the services of the library.</summary>
    public static void Register(IServiceCollection services) =>
        services.AddSingleton<ITaskStore>(provider => new InterceptedStore(new SqliteTaskStore(provider.GetRequiredService<SqliteLedger>())));

    public ValueTask<bool> ExistsAsync(CancellationToken cancellationToken = default) => _real.ExistsAsync(cancellationToken);

    public ValueTask<TaskScope> GetScopeAsync(Uri baseAddress, ApiKey? key, string? callerId, bool perKey, CancellationToken cancellationToken = default) =>
        _real.GetScopeAsync(baseAddress, key, callerId, perKey, cancellationToken);

    public async ValueTask<BeginOutcome> BeginAsync(TaskScope scope, NewVideoTask task, AdmissionTerms terms, CancellationToken cancellationToken = default)
    {
        var outcome = await _real.BeginAsync(scope, task, terms, cancellationToken);
        return OnBegin is { } change ? change(outcome) : outcome;
    }

    public async ValueTask<VideoTask> ConcludeAsync(string handle, SubmissionOutcome outcome)
    {
        var task = await _real.ConcludeAsync(handle, outcome);
        return OnConclude is { } change ? change(task) : task;
    }

    public ValueTask<VideoTask> ApplyAsync(string handle, TaskUpdate update) => _real.ApplyAsync(handle, update);

    public ValueTask<VideoTask?> GetAsync(string handle, CancellationToken cancellationToken = default) => _real.GetAsync(handle, cancellationToken);

    public async ValueTask<FindOutcome> FindAsync(TaskScope scope, string handleOrIdOrPrefix, CancellationToken cancellationToken = default)
    {
        var outcome = await _real.FindAsync(scope, handleOrIdOrPrefix, cancellationToken);
        return OnFind is { } change ? change(outcome) : outcome;
    }

    public ValueTask<VideoTask?> GetLatestAsync(TaskScope scope, CancellationToken cancellationToken = default) => _real.GetLatestAsync(scope, cancellationToken);

    public ValueTask<TaskPage> ListAsync(TaskScope scope, TaskQuery query, CancellationToken cancellationToken = default) => _real.ListAsync(scope, query, cancellationToken);

    public ValueTask<UsageTotals> GetTotalsAsync(TaskScope scope, BudgetLimits? limits = null, CancellationToken cancellationToken = default) =>
        _real.GetTotalsAsync(scope, limits, cancellationToken);

    public ValueTask<TimeSpan?> GetTypicalDurationAsync(TaskScope scope, string model, int? duration, CancellationToken cancellationToken = default) =>
        _real.GetTypicalDurationAsync(scope, model, duration, cancellationToken);

    public Task<VideoTask> WaitForChangeAsync(string handle, long sinceRevision, CancellationToken cancellationToken = default) =>
        OnWait is { } wait ? wait(cancellationToken) : _real.WaitForChangeAsync(handle, sinceRevision, cancellationToken);

    public ValueTask FlushAsync() => _real.FlushAsync();

    public async ValueTask<IReadOnlyList<VideoTask>> GetUnfinishedAsync(AccountScope account, CancellationToken cancellationToken = default)
    {
        await (OnUnfinished?.Invoke(account) ?? Task.CompletedTask);
        return await _real.GetUnfinishedAsync(account, cancellationToken);
    }

    public ValueTask<IReadOnlyList<LeasedTask>> LeaseAsync(IReadOnlyCollection<string> taskHandles, TimeSpan duration) => _real.LeaseAsync(taskHandles, duration);

    public ValueTask ReleaseLeasesAsync(IReadOnlyCollection<ReleasedLease> leases) => _real.ReleaseLeasesAsync(leases);

    public ValueTask<IReadOnlyList<VideoTask>> ApplyAllAsync(IReadOnlyCollection<TaskChange> changes)
    {
        OnApplyAll?.Invoke(changes);
        return _real.ApplyAllAsync(changes);
    }

    public ValueTask<int> ResolveOrphanedSubmissionsAsync(AccountScope account) => _real.ResolveOrphanedSubmissionsAsync(account);
}
