namespace CometRunway.Sandbox.Journal;

/// <summary>The record of all accepted tasks and all requests.</summary>
/// <remarks>API keys are not recorded. The journal keeps all accepted tasks and the last 10,000 requests.</remarks>
public sealed class SandboxJournal
{
    private const int MaxRequests = 10_000;
    private readonly Lock _lock = new();
    private readonly List<string> _order = [];
    private readonly Dictionary<string, JournalTask> _tasks = new(StringComparer.Ordinal);
    private readonly Queue<JournalRequest> _requests = new();
    private TaskCompletionSource _changed = NewSignal();

    internal SandboxJournal()
    {
    }

    /// <summary>All tasks that were accepted and charged, oldest first.</summary>
    public IReadOnlyList<JournalTask> Tasks
    {
        get
        {
            lock (_lock)
            {
                return [.. _order.Select(id => _tasks[id])];
            }
        }
    }

    /// <summary>The requests in the order of their responses.</summary>
    public IReadOnlyList<JournalRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Finds an accepted task.</summary>
    /// <param name="id">The task id.</param>
    /// <returns>The task; null if there is none with this id.</returns>
    public JournalTask? Find(string id)
    {
        lock (_lock)
        {
            return _tasks.GetValueOrDefault(id);
        }
    }

    /// <summary>Waits until a condition is true.</summary>
    /// <param name="condition">The condition. It is evaluated after each change of the journal.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when <paramref name="condition"/> is true.</returns>
    public async Task WhenAsync(Func<SandboxJournal, bool> condition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(condition);
        while (true)
        {
            // The signal is read before the condition is evaluated, so that a change in between is not missed.
            var changed = Volatile.Read(ref _changed).Task;
            if (condition(this))
            {
                return;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    internal void AddTask(JournalTask task) => Change(() =>
    {
        _order.Add(task.Id);
        _tasks.Add(task.Id, task);
    });

    internal void Update(string? id, Func<JournalTask, JournalTask> change) => Change(() =>
    {
        if (id is not null && _tasks.TryGetValue(id, out var task))
        {
            _tasks[id] = change(task);
        }
    });

    internal void AddRequest(JournalRequest request) => Change(() =>
    {
        if (_requests.Count == MaxRequests)
        {
            _requests.Dequeue();
        }

        _requests.Enqueue(request);
    });

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
        }

        Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();
    }
}
