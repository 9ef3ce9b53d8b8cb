namespace CometRunway.Sandbox.Jobs;

/// <summary>
/// Stores the tasks in memory. The oldest tasks are evicted if there are more than 10,000, or if their images use more than 256 MiB.
/// </summary>
internal sealed class JobStore
{
    private const int MaxJobs = 10_000;
    private const long MaxImageBytes = 256L * 1024 * 1024;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Job> _jobs = new(StringComparer.Ordinal);
    private readonly Queue<Job> _order = new();
    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _images = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);
    private long _imageBytes;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _jobs.Count;
            }
        }
    }

    public void Add(Job job)
    {
        lock (_lock)
        {
            job = Share(job);
            _jobs.Add(job.Id, job);
            _order.Enqueue(job);
            while (_order.Count > 1 && (_order.Count > MaxJobs || _imageBytes > MaxImageBytes))
            {
                Evict(_order.Dequeue());
            }
        }
    }

    /// <summary>Finds a task of this account. Tasks of other accounts are not found.</summary>
    public Job? Find(string id, string account) => Find(id) is { } job && job.Account == account ? job : null;

    public Job? Find(string id)
    {
        lock (_lock)
        {
            return _jobs.GetValueOrDefault(id);
        }
    }

    public bool IsDeleted(string id)
    {
        lock (_lock)
        {
            return _deleted.Contains(id);
        }
    }

    /// <summary>Marks a task as deleted. Returns false if it already was.</summary>
    public bool Delete(string id)
    {
        lock (_lock)
        {
            return _deleted.Add(id);
        }
    }

    /// <summary>Stores the bytes of an image once, even if several tasks use it.</summary>
    private Job Share(Job job)
    {
        if (job.Image is not { Bytes: { } bytes, Sha256: { } hash })
        {
            return job;
        }

        _uses[hash] = _uses.GetValueOrDefault(hash) + 1;
        if (_images.TryAdd(hash, bytes))
        {
            _imageBytes += bytes.Length;
        }

        return job with { Image = job.Image with { Bytes = _images[hash] } };
    }

    private void Evict(Job job)
    {
        _jobs.Remove(job.Id);
        _deleted.Remove(job.Id);
        if (job.Image.Sha256 is { } hash && --_uses[hash] == 0)
        {
            _uses.Remove(hash);
            _images.Remove(hash, out var bytes);
            _imageBytes -= bytes.Length;
        }
    }
}
