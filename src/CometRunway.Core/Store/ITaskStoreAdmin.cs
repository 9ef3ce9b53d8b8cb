namespace CometRunway.Store;

/// <summary>
/// The tasks of all callers, for a person at their own machine, where the shell and the chat client may use different keys. Nothing is created
/// through it, and no model sees it. Throws what <see cref="ITaskStore"/> throws.
/// </summary>
public interface ITaskStoreAdmin
{
    /// <inheritdoc cref="ITaskStore.FindAsync"/>
    ValueTask<FindOutcome> FindAsync(string handleOrIdOrPrefix, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ITaskStore.ListAsync"/>
    ValueTask<TaskPage> ListAsync(TaskQuery query, CancellationToken cancellationToken = default);

    /// <summary>The totals of today and this month.</summary>
    ValueTask<UsageTotals> GetTotalsAsync(CancellationToken cancellationToken = default);

    /// <summary>Records what a person found out about a task with an unknown outcome.</summary>
    /// <exception cref="InvalidOperationException">The outcome is not unknown, or the id belongs to another task.</exception>
    ValueTask<VideoTask> ResolveUnknownAsync(string handle, UnknownResolution resolution, CancellationToken cancellationToken = default);
}
