namespace CometRunway.Tasks.Polling;

/// <summary>How many steps of one kind may run at once. A full one is no reason to wait: the step is started when another ends.</summary>
internal sealed class Slots(int atMost)
{
    private int _taken;

    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= atMost)
            return true;
        Interlocked.Decrement(ref _taken);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _taken);
}
