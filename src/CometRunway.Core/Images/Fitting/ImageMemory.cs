namespace CometRunway.Images.Fitting;

/// <summary>
/// The memory that all images share which are read, decoded and transformed at the same time in this process. An image waits until its memory is free;
/// the first in the queue goes first, so that a large image is not overtaken forever.
/// </summary>
internal sealed class ImageMemory(TimeProvider time)
{
    /// <summary>The number of bytes that are shared. An image that needs more is opened alone.</summary>
    public const long Limit = 256 * 1024 * 1024;

    /// <summary>The maximum number of images that wait. Each of them may hold an open file.</summary>
    public const int MaxWaiting = 100;

    /// <summary>The maximum time that an image waits.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private const long LargeBytes = 32 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly LinkedList<Place> _waiting = [];
    private long _used;

    /// <summary>The number of bytes that are reserved now.</summary>
    public long Used
    {
        get
        {
            lock (_lock)
                return _used;
        }
    }

    /// <summary>The number of images that wait now.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    /// <summary>Reserves memory until the result is disposed. Null when it did not become free in time, or too many images wait already.</summary>
    public async Task<IDisposable?> ReserveAsync(long bytes, CancellationToken cancellationToken)
    {
        var place = new Place(this, Math.Min(bytes, Limit));
        lock (_lock)
        {
            if (_waiting.Count >= MaxWaiting)
                return null;
            _waiting.AddLast(place);
            Admit();
        }

        try
        {
            await place.Admitted.WaitAsync(TimeLimit, time, cancellationToken).ConfigureAwait(false);
            // The bytes of earlier images stay in memory until the next collection, which comes late because they are few and large.
            if (bytes >= LargeBytes)
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
            return place;
        }
        catch (TimeoutException)
        {
            place.Dispose();
            return null;
        }
        catch (OperationCanceledException)
        {
            place.Dispose();
            throw;
        }
    }

    private void Admit()
    {
        while (_waiting.First is { Value: var next } && _used + next.Bytes <= Limit)
        {
            _waiting.RemoveFirst();
            _used += next.Bytes;
            next.Admit();
        }
    }

    private void Leave(Place place)
    {
        lock (_lock)
        {
            if (!_waiting.Remove(place))
                _used -= place.Bytes;
            Admit();
        }
    }

    private sealed class Place(ImageMemory memory, long bytes) : IDisposable
    {
        private readonly TaskCompletionSource _admitted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _hasLeft;

        public long Bytes => bytes;

        public Task Admitted => _admitted.Task;

        public void Admit() => _admitted.SetResult();

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _hasLeft, true))
                return;
            memory.Leave(this);
        }
    }
}
