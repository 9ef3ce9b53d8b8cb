using CometRunway.Api;
using CometRunway.Options;
using CometRunway.Store;

namespace CometRunway.TestKit.Stores;

/// <summary>Shortens calls to a store in tests.</summary>
public static class TaskStoreExtensions
{
    /// <summary>The scope of a caller whose tasks of all keys belong together.</summary>
    public static ValueTask<TaskScope> GetScopeAsync(this ITaskStore store, Uri address, ApiKey? key, string? callerId, CancellationToken token = default) =>
        store.GetScopeAsync(address, key, callerId, perKey: false, token);

    /// <summary>The account of the scope, with its caller.</summary>
    public static AccountScope AsAccount(this TaskScope scope) => new(scope.Account, [scope.Caller]);

    public static ValueTask<BeginOutcome> BeginAsync(
        this ITaskStore store, TaskScope scope, NewVideoTask task, BudgetLimits limits, TimeSpan window, bool newTake = false, IReadOnlyCollection<BudgetLimit>? over = null) =>
        store.BeginAsync(scope, task, new AdmissionTerms { Limits = limits, DuplicateWindow = window, NewTake = newTake, Over = over ?? [] });

    public static ValueTask<VideoTask> AcceptAsync(this ITaskStore store, string handle, string id) =>
        store.ConcludeAsync(handle, new SubmissionOutcome.Accepted(id));

    public static ValueTask<VideoTask> RejectAsync(this ITaskStore store, string handle, string code = "x", string message = "y") =>
        store.ConcludeAsync(handle, new SubmissionOutcome.Rejected(code, message));

    public static ValueTask<VideoTask> MarkUnknownAsync(this ITaskStore store, string handle, string code = "timeout", string message = "late") =>
        store.ConcludeAsync(handle, new SubmissionOutcome.Unknown(code, message));

    /// <summary>Acquires or renews the lease of one task.</summary>
    public static async ValueTask<bool> TryLeaseAsync(this ITaskStore store, string handle, TimeSpan duration) => (await store.LeaseAsync([handle], duration)).Count == 1;

    /// <summary>Releases the lease of one task.</summary>
    public static ValueTask ReleaseAsync(this ITaskStore store, string handle, DateTimeOffset? nextPollAt = null) => store.ReleaseLeasesAsync([new ReleasedLease(handle, nextPollAt)]);

    /// <summary>Sets the time of the next poll, as an owner of the lease does when it releases the lease.</summary>
    public static async ValueTask ScheduleAsync(this ITaskStore store, string handle, DateTimeOffset at)
    {
        await store.TryLeaseAsync(handle, TimeSpan.FromMinutes(1));
        await store.ReleaseAsync(handle, at);
    }

    internal static ValueTask<VideoTask> ObserveAsync(this ITaskStore store, string handle, ApiTask task) =>
        store.ApplyAsync(handle, new TaskUpdate.Observed(task));
}
