using CometRunway.Errors;
using CometRunway.Options;

namespace CometRunway.Store;

/// <summary>
/// The paid tasks. A row is written before a task is asked for, so that none is lost and none is paid twice. Safe for any number of threads.
/// </summary>
/// <remarks>
/// Methods throw <see cref="TaskStoreUnavailableException"/> when the store cannot be used, <see cref="KeyNotFoundException"/> for a handle that
/// is not in it, and <see cref="ObjectDisposedException"/> after its end; <see cref="ConcludeAsync"/> does none of this for a task that was begun
/// by this process. What follows a paid request takes no cancellation.
/// </remarks>
public interface ITaskStore
{
    /// <summary>Where the tasks are kept, for a message to people.</summary>
    string Location { get; }

    /// <summary>What a person should know about the store itself; null when all is well.</summary>
    string? Notice { get; }

    /// <summary>False when no task was ever begun here; asking creates nothing.</summary>
    ValueTask<bool> ExistsAsync(CancellationToken cancellationToken = default);

    /// <summary>Whose tasks these are. Spellings of one base address make one scope; the key cannot be read from it.</summary>
    ValueTask<TaskScope> GetScopeAsync(Uri baseAddress, ApiKey? key, string? callerId, CancellationToken cancellationToken = default);

    /// <summary>Decides whether the task may be created and writes its row, in one transaction across processes.</summary>
    ValueTask<BeginOutcome> BeginAsync(TaskScope scope, NewVideoTask task, AdmissionTerms terms, CancellationToken cancellationToken = default);

    /// <summary>Writes down how the request ended. Never fails for a task begun by this process: what cannot be written now is kept and written later.</summary>
    ValueTask<VideoTask> ConcludeAsync(string handle, SubmissionOutcome outcome);

    /// <summary>Writes news of the task down and returns what is known then.</summary>
    ValueTask<VideoTask> ApplyAsync(string handle, TaskUpdate update);

    /// <summary>The task of this handle, whosever it is; null when there is none.</summary>
    ValueTask<VideoTask?> GetAsync(string handle, CancellationToken cancellationToken = default);

    /// <summary>Finds a task by handle, id, or the beginning of either.</summary>
    ValueTask<FindOutcome> FindAsync(TaskScope scope, string handleOrIdOrPrefix, CancellationToken cancellationToken = default);

    /// <summary>The newest unfinished task, else the newest; null when there is no task.</summary>
    ValueTask<VideoTask?> GetLatestAsync(TaskScope scope, CancellationToken cancellationToken = default);

    /// <summary>A page of tasks, newest first. Tasks that arrive meanwhile do not move the pages.</summary>
    /// <exception cref="ArgumentException">The cursor is none of ours.</exception>
    ValueTask<TaskPage> ListAsync(TaskScope scope, TaskQuery query, CancellationToken cancellationToken = default);

    /// <summary>Sums of today and this month, and how the given limits stand.</summary>
    ValueTask<UsageTotals> GetTotalsAsync(TaskScope scope, BudgetLimits? limits = null, CancellationToken cancellationToken = default);

    /// <summary>How long such a task took before, in the middle; null when fewer than three are known.</summary>
    ValueTask<TimeSpan?> GetTypicalDurationAsync(TaskScope scope, string model, int? duration, CancellationToken cancellationToken = default);

    /// <summary>Waits until the task's revision is past the given one: at once for changes made by this process, soon for others'.</summary>
    Task<VideoTask> WaitForChangeAsync(string handle, long sinceRevision, CancellationToken cancellationToken = default);

    /// <summary>Writes outcomes that could not be written when they came. What still cannot is kept as it is.</summary>
    ValueTask FlushAsync();
}
