namespace CometRunway.Store;

/// <summary>
/// Gives a person access to the tasks of all addresses, keys and callers. Models have no access. It creates no tasks. Throws the same
/// exceptions as <see cref="ITaskStore"/>.
/// </summary>
public interface ITaskStoreAdmin
{
    /// <inheritdoc cref="ITaskStore.FindAsync"/>
    ValueTask<FindOutcome> FindAsync(string handleOrIdOrPrefix, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ITaskStore.ListAsync"/>
    ValueTask<TaskPage> ListAsync(TaskQuery query, CancellationToken cancellationToken = default);

    /// <summary>Returns the totals of today and this month, without limits.</summary>
    ValueTask<UsageTotals> GetTotalsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Records whether a task with an unknown outcome was charged, or undoes that. The service is not asked. A task id that it does not know is given up after
    /// an hour.
    /// </summary>
    /// <exception cref="InvalidOperationException">The outcome is known, there is no resolution to undo, or the id belongs to another task of any scope.</exception>
    ValueTask<VideoTask> ResolveUnknownAsync(string handle, UnknownResolution resolution, CancellationToken cancellationToken = default);
}
