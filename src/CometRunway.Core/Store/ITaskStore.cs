using CometRunway.Errors;
using CometRunway.Options;

namespace CometRunway.Store;

/// <summary>Stores the paid tasks. A row is written before the request is sent, so that no task is lost or paid twice. Thread-safe.</summary>
/// <remarks>
/// Methods throw <see cref="TaskStoreUnavailableException"/> if the store cannot be used, and <see cref="ObjectDisposedException"/> after disposal.
/// <see cref="ConcludeAsync"/>, <see cref="ApplyAsync"/> and <see cref="WaitForChangeAsync"/> throw <see cref="KeyNotFoundException"/> for an unknown
/// handle. <see cref="ConcludeAsync"/> throws none of these for a task that this process began. Methods that record the result of a paid request have
/// no cancellation token. Methods with a scope use the tasks that <see cref="TaskScope.Includes"/> accepts.
/// <para>
/// An implementation stores rows only. <see cref="AdmissionPolicy"/> decides about new tasks. <see cref="SubmissionOutcome.ApplyTo(VideoTask, IEnumerable{VideoTask}, DateTimeOffset)"/>,
/// <see cref="TaskUpdate.ApplyTo"/> and <see cref="UnknownResolution.ApplyTo"/> compute the changed row. Call them in the transaction that reads and
/// writes the row; if they return another object, write it with <see cref="VideoTask.Revision"/> + 1 and a new <see cref="VideoTask.UpdatedAt"/>. An app registers its store with <c>services.AddSingleton&lt;ITaskStore, …&gt;()</c>, and an <see cref="ITaskStoreAdmin"/> for the
/// same rows if it uses one.
/// </para>
/// </remarks>
public interface ITaskStore : IUnfinishedTaskStore
{
    /// <summary>The location of the store, for messages.</summary>
    string Location { get; }

    /// <summary>A message for people about the state of the store; null if there is none.</summary>
    string? Notice { get; }

    /// <summary>Returns false if no task was ever created in this store. This method does not create the store.</summary>
    ValueTask<bool> ExistsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the scope of a base address, an API key and a caller. Equivalent base addresses have the same scope. The key cannot be derived from
    /// the scope.
    /// </summary>
    /// <param name="baseAddress">The base address.</param>
    /// <param name="key">The key that the caller uses now; null if there is none.</param>
    /// <param name="callerId">The id of the caller; null if the app has only one.</param>
    /// <param name="perKey">
    /// False if tasks of the caller's other keys belong to the scope: <see cref="TaskScope.Caller"/> does not depend on the key. True if each key has
    /// tasks of its own, because different users may have the same <paramref name="callerId"/>: <see cref="TaskScope.Caller"/> is
    /// <see cref="TaskScope.Value"/>.
    /// </param>
    /// <param name="cancellationToken">Stops the operation.</param>
    ValueTask<TaskScope> GetScopeAsync(Uri baseAddress, ApiKey? key, string? callerId, bool perKey, CancellationToken cancellationToken = default);

    /// <summary>Decides whether the task may be created and writes its row. Both happen in one transaction across processes.</summary>
    /// <remarks>
    /// In the same transaction, a <see cref="BeginOutcome.Duplicate"/> assigns the <see cref="NewVideoTask.RequestId"/> to the earlier task.
    /// <para>
    /// Either the row is committed and <see cref="BeginOutcome.Begun"/> is returned, or nothing is committed. After the commit an implementation ignores
    /// the token; before it throws, it rolls back. A row that is left behind is never sent: equal requests return it as a duplicate, and it becomes
    /// unknown when its owner ends.
    /// </para>
    /// </remarks>
    ValueTask<BeginOutcome> BeginAsync(TaskScope scope, NewVideoTask task, AdmissionTerms terms, CancellationToken cancellationToken = default);

    /// <summary>
    /// Records the outcome of the request. Does not fail for a task that this process began: an outcome that cannot be written is kept and written
    /// later. For an accepted outcome, call <see cref="SubmissionOutcome.ApplyTo(VideoTask, IEnumerable{VideoTask}, DateTimeOffset)"/> with the tasks of all scopes that have its id, and write every changed
    /// task in the same transaction.
    /// </summary>
    ValueTask<VideoTask> ConcludeAsync(string handle, SubmissionOutcome outcome);

    /// <summary>Applies an update to the task and returns the task.</summary>
    ValueTask<VideoTask> ApplyAsync(string handle, TaskUpdate update);

    /// <summary>Returns the task with this handle in any scope; null if there is none.</summary>
    ValueTask<VideoTask?> GetAsync(string handle, CancellationToken cancellationToken = default);

    /// <summary>Finds a task by its handle or id, or by a prefix of either.</summary>
    ValueTask<FindOutcome> FindAsync(TaskScope scope, string handleOrIdOrPrefix, CancellationToken cancellationToken = default);

    /// <summary>
    /// Returns the newest unfinished task that is not <see cref="VideoTask.IsUnreadable"/>, otherwise the newest task; null if there is none.
    /// </summary>
    ValueTask<VideoTask?> GetLatestAsync(TaskScope scope, CancellationToken cancellationToken = default);

    /// <summary>Returns a page of tasks, newest first. Tasks that are created later do not change the following pages.</summary>
    /// <exception cref="ArgumentException">The cursor is invalid.</exception>
    ValueTask<TaskPage> ListAsync(TaskScope scope, TaskQuery query, CancellationToken cancellationToken = default);

    /// <summary>Returns the totals of today and this month, and the state of the given limits.</summary>
    ValueTask<UsageTotals> GetTotalsAsync(TaskScope scope, BudgetLimits? limits = null, CancellationToken cancellationToken = default);

    /// <summary>Returns the median time from creation to end of similar tasks; null if there are fewer than three.</summary>
    ValueTask<TimeSpan?> GetTypicalDurationAsync(TaskScope scope, string model, int? duration, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits until the revision of the task is higher than the given one. Changes of this process are reported immediately, changes of other
    /// processes with a delay.
    /// </summary>
    Task<VideoTask> WaitForChangeAsync(string handle, long sinceRevision, CancellationToken cancellationToken = default);

    /// <summary>Writes outcomes that could not be written before. Outcomes that still cannot be written are kept.</summary>
    ValueTask FlushAsync();
}
