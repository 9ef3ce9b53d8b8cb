namespace CometRunway.Sandbox.Jobs;

/// <summary>The tasks the sandbox still knows. The oldest are forgotten when there are too many or their pictures take too much memory.</summary>
internal sealed class JobStore
{
    private const int MaxJobs = 10_000;
    private const long MaxPictureBytes = 256L * 1024 * 1024;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Job> _jobs = new(StringComparer.Ordinal);
    private readonly Queue<Job> _order = new();
    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _pictures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _uses = new(StringComparer.Ordinal);
    private long _pictureBytes;

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
            while (_order.Count > 1 && (_order.Count > MaxJobs || _pictureBytes > MaxPictureBytes))
            {
                Forget(_order.Dequeue());
            }
        }
    }

    /// <summary>Finds a task of this owner; another account's id is as unknown as any.</summary>
    public Job? Find(string id, string owner) => Find(id) is { } job && job.Owner == owner ? job : null;

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

    /// <summary>Deletes a task; false when it already was.</summary>
    public bool Delete(string id)
    {
        lock (_lock)
        {
            return _deleted.Add(id);
        }
    }

    /// <summary>Many tasks are made from one picture: its bytes are kept once.</summary>
    private Job Share(Job job)
    {
        if (job.Picture is not { Bytes: { } bytes, Sha256: { } hash })
        {
            return job;
        }

        _uses[hash] = _uses.GetValueOrDefault(hash) + 1;
        if (_pictures.TryAdd(hash, bytes))
        {
            _pictureBytes += bytes.Length;
        }

        return job with { Picture = job.Picture with { Bytes = _pictures[hash] } };
    }

    private void Forget(Job job)
    {
        _jobs.Remove(job.Id);
        _deleted.Remove(job.Id);
        if (job.Picture.Sha256 is { } hash && --_uses[hash] == 0)
        {
            _uses.Remove(hash);
            _pictures.Remove(hash, out var bytes);
            _pictureBytes -= bytes.Length;
        }
    }
}
