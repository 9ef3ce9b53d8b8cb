using CometRunway.Errors;
using CometRunway.Options;

namespace CometRunway.Store;

/// <summary>
/// Stores the paid tasks. A row is written before a request is sent, so that no task is lost or paid twice. Thread-safe.
/// </summary>
/// <remarks>
/// Methods throw <see cref="TaskStoreUnavailableException"/> when the store cannot be used, <see cref="KeyNotFoundException"/> for a handle that
/// is not in it, and <see cref="ObjectDisposedException"/> after disposal. <see cref="ConcludeAsync"/> throws none of these for a task that was begun
/// by this process. Methods that record the result of a paid request take no cancellation token.
/// <para>
/// An implementation keeps rows; the rules are here: <see cref="AdmissionPolicy"/> decides on a new task, and <see cref="SubmissionOutcome.ApplyTo"/>,
/// <see cref="TaskUpdate.ApplyTo"/> and <see cref="UnknownResolution.ApplyTo"/> compute the next row. Each is called in the transaction that reads and
/// writes the row. An app registers it with <c>services.AddSingleton&lt;ITaskStore, …&gt;()</c>, and an <see cref="ITaskStoreAdmin"/> of the same rows if it uses one.
/// </para>
/// </remarks>
public interface ITaskStore : IUnfinishedTaskStore
{
    /// <summary>The location of the tasks, for messages.</summary>
    string Location { get; }

    /// <summary>A message for people about the store itself; null if there is none.</summary>
    string? Notice { get; }

    /// <summary>False if no task was ever begun in this store. Creates nothing.</summary>
    ValueTask<bool> ExistsAsync(CancellationToken cancellationToken = default);

    /// <summary>Returns the scope of an address, a key and a caller. Different spellings of a base address give the same scope. The key cannot be derived from it.</summary>
    ValueTask<TaskScope> GetScopeAsync(Uri baseAddress, ApiKey? key, string? callerId, CancellationToken cancellationToken = default);

    /// <summary>Decides whether the task may be created and writes its row, in one transaction across processes.</summary>
    ValueTask<BeginOutcome> BeginAsync(TaskScope scope, NewVideoTask task, AdmissionTerms terms, CancellationToken cancellationToken = default);

    /// <summary>Records how the request ended. Never fails for a task begun by this process: what cannot be written now is kept and written later.</summary>
    ValueTask<VideoTask> ConcludeAsync(string handle, SubmissionOutcome outcome);

    /// <summary>Records an update of the task and returns the task.</summary>
    ValueTask<VideoTask> ApplyAsync(string handle, TaskUpdate update);

    /// <summary>The task with this handle, in any scope; null if there is none.</summary>
    ValueTask<VideoTask?> GetAsync(string handle, CancellationToken cancellationToken = default);

    /// <summary>Finds a task by handle, id, or the start of either.</summary>
    ValueTask<FindOutcome> FindAsync(TaskScope scope, string handleOrIdOrPrefix, CancellationToken cancellationToken = default);

    /// <summary>The newest unfinished task, or else the newest task; null if there is none.</summary>
    ValueTask<VideoTask?> GetLatestAsync(TaskScope scope, CancellationToken cancellationToken = default);

    /// <summary>A page of tasks, newest first. Tasks that arrive meanwhile do not move the pages.</summary>
    /// <exception cref="ArgumentException">The cursor is invalid.</exception>
    ValueTask<TaskPage> ListAsync(TaskScope scope, TaskQuery query, CancellationToken cancellationToken = default);

    /// <summary>The totals of today and this month, and the state of the given limits.</summary>
    ValueTask<UsageTotals> GetTotalsAsync(TaskScope scope, BudgetLimits? limits = null, CancellationToken cancellationToken = default);

    /// <summary>The median duration of similar tasks; null if fewer than three are known.</summary>
    ValueTask<TimeSpan?> GetTypicalDurationAsync(TaskScope scope, string model, int? duration, CancellationToken cancellationToken = default);

    /// <summary>Waits until the task's revision is past the given one: at once for changes made by this process, soon for others'.</summary>
    Task<VideoTask> WaitForChangeAsync(string handle, long sinceRevision, CancellationToken cancellationToken = default);

    /// <summary>Writes outcomes that could not be written before. What still cannot be written is kept.</summary>
    ValueTask FlushAsync();
}
