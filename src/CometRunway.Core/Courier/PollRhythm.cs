using CometRunway.Configuration;

namespace CometRunway.Courier;

/// <summary>When to look at a task again: never sooner than the service allows, spread by jitter, slower after faults.</summary>
internal sealed class PollRhythm(CometRunwayOptions options, Random random)
{
    private static readonly TimeSpan Floor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>After an answer: the interval plus up to a quarter of it.</summary>
    public TimeSpan Next() => Jittered(Interval);

    /// <summary>After a fault: doubling from the interval up to five minutes; the service's own wish counts if it is longer.</summary>
    public TimeSpan AfterFault(int faultsInARow, TimeSpan? asked)
    {
        var backoff = Interval * Math.Pow(2, Math.Clamp(faultsInARow, 0, 10));
        var wait = backoff < Longest ? backoff : Longest;
        return Jittered(asked > wait ? asked.Value : wait);
    }

    /// <summary>Runway updates a task at most every 5 s and asks not to poll more often; our own sandbox on loopback does not mind.</summary>
    private TimeSpan Interval => options.IsLoopback || options.PollInterval > Floor ? options.PollInterval : Floor;

    private TimeSpan Jittered(TimeSpan wait) => wait + wait * (random.NextDouble() * 0.25);
}
