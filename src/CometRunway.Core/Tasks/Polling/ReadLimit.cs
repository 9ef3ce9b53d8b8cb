namespace CometRunway.Tasks.Polling;

/// <summary>
/// How many tasks are read at the same time. The limit grows while tasks have to wait for it, so a slow service is asked about as many tasks as a fast one,
/// and is halved whenever the service says that there are too many requests. Used by the loop only.
/// </summary>
internal sealed class ReadLimit
{
    private const int First = 8;

    /// <summary>Each read at the same time has a connection of its own.</summary>
    public const int Most = 64;

    private int _limit = First;
    private int _inUse;
    private bool _wasReached;

    public bool TryEnter()
    {
        if (_inUse >= _limit)
        {
            _wasReached = true;
            return false;
        }

        _inUse++;
        return true;
    }

    public void Leave(bool isRateLimited)
    {
        _inUse--;
        if (isRateLimited)
            (_limit, _wasReached) = (Math.Max(1, _limit / 2), false);
        else if (_wasReached && _limit < Most)
            _limit++;
        _wasReached &= _inUse > _limit / 2;
    }
}
