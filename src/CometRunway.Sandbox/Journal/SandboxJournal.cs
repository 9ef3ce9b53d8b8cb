namespace CometRunway.Sandbox.Journal;

/// <summary>The ground truth of a sandbox: what was accepted, and what was asked.</summary>
/// <remarks>Keys are never written here. Accepted tasks are kept for as long as the sandbox runs, requests up to the last 10,000.</remarks>
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

    /// <summary>Every task that was accepted and charged, oldest first.</summary>
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

    /// <summary>Requests in the order in which they were answered.</summary>
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
    /// <param name="id">The task's id.</param>
    /// <returns>The task, or null.</returns>
    public JournalTask? Find(string id)
    {
        lock (_lock)
        {
            return _tasks.GetValueOrDefault(id);
        }
    }

    /// <summary>Waits until the journal says something.</summary>
    /// <param name="condition">What to wait for; called whenever the journal changed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes when <paramref name="condition"/> is true.</returns>
    public async Task WhenAsync(Func<SandboxJournal, bool> condition, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(condition);
        while (true)
        {
            // The signal is taken before the look, so that no change between look and wait is missed.
            var changed = Volatile.Read(ref _changed).Task;
            if (condition(this))
            {
                return;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    internal void Accept(JournalTask task) => Change(() =>
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

    internal void Note(JournalRequest request) => Change(() =>
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
