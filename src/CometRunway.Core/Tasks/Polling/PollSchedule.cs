using System.Collections.Concurrent;
using CometRunway.Options;

namespace CometRunway.Tasks.Polling;

/// <summary>When to poll a task again: never sooner than the service allows, with jitter, and slower after consecutive failures. Failures are kept in memory only.</summary>
internal sealed class PollSchedule(CometRunwayOptions options, Random random)
{
    private static readonly TimeSpan Floor = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan LongestWithOtherKey = TimeSpan.FromHours(1);

    /// <summary>The longest first pause. A service can ask for hours, and meanwhile a paid video is finished and waits.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(10);

    /// <summary>The longest pause. With its random part it is shorter than the hour after which a poll time counts as wrong.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(45);

    private static readonly TimeSpan SaveSoon = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SaveLate = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan SaveLatest = TimeSpan.FromDays(1);

    /// <summary>The part of a wait that is random at most, so that tasks that were created together are not polled together for ever.</summary>
    private const double Spread = 0.25;

    /// <summary>For the regular interval, where a longer wait delays every video.</summary>
    private const double IntervalSpread = 0.03;

    /// <summary>The number of tasks up to which a new one is polled at once. With more, first polls are spread over the interval.</summary>
    private const int Few = 5;

    private readonly ConcurrentDictionary<string, int> _faults = new(StringComparer.Ordinal);

    /// <summary>The shortest time between two transactions with results of polls. It is a small part of the interval, so it delays no video noticeably.</summary>
    public TimeSpan WriteSpacing => Interval / 50;

    /// <summary>
    /// The wait before the first poll of a task: none if there are few; else a random part of the interval, because tasks that were created together would
    /// be polled together.
    /// </summary>
    /// <param name="followed">The number of other tasks that this process follows.</param>
    /// <param name="age">The age of the task. The wait of a new task counts from its creation.</param>
    public TimeSpan First(int followed, TimeSpan age)
    {
        if (followed < Few)
            return TimeSpan.Zero;
        var wait = Interval * random.NextDouble();
        var waited = age > TimeSpan.Zero && age < Interval ? age : TimeSpan.Zero;
        return wait > waited ? wait - waited : TimeSpan.Zero;
    }

    /// <summary>After a response: the interval and a little more.</summary>
    public TimeSpan Next() => Jittered(Interval, IntervalSpread);

    /// <summary>The wait of a task beyond a pause of its account, so that the tasks of the account do not all follow at its end.</summary>
    public TimeSpan AfterPause() => Interval * random.NextDouble();

    /// <summary>Resets the failures of a task.</summary>
    public void Forget(string handle) => _faults.TryRemove(handle, out _);

    /// <summary>After a failure: the interval, doubling up to five minutes; the service's Retry-After counts if it is longer, up to <see cref="Pause"/>.</summary>
    public TimeSpan AfterFault(string handle, TimeSpan? asked)
    {
        var faults = FaultsOf(handle);
        var wait = Shorter(Interval * Math.Pow(2, Math.Min(faults - 1, 10)), Longest);
        return Jittered(asked > wait ? Pause(asked.Value, faults) : wait);
    }

    /// <summary>
    /// The pause after a refusal for which the service asks; at most ten minutes after the first refusal, and twice as long after each further one.
    /// </summary>
    public static TimeSpan Pause(TimeSpan asked, int refusals) => Shorter(asked, Shorter(FirstPause * Math.Pow(2, Math.Min(refusals - 1, 10)), LongestPause));

    /// <summary>After a failure with another key than the task's own: doubling from the interval up to an hour.</summary>
    public TimeSpan AfterOtherKey(string handle) => Jittered(Shorter(Interval * Math.Pow(2, Math.Min(FaultsOf(handle), 20)), LongestWithOtherKey));

    /// <summary>
    /// How long a process without the task's own key waits after the task is due, so that a process that has the key goes first.
    /// </summary>
    public TimeSpan OwnKeyFirst => Interval * 3;

    /// <summary>
    /// After a file could not be saved: half a minute, doubling up to a quarter of an hour; a quarter of an hour at once if nothing will change
    /// soon, and a sixth of its age for an old task, so that a lost file is requested less and less often.
    /// </summary>
    public TimeSpan AfterUnsaved(string handle, bool soon, TimeSpan age)
    {
        var faults = FaultsOf(handle);
        if (soon)
            return Jittered(Shorter(Shorter(Interval * 6, SaveSoon) * Math.Pow(2, Math.Min(faults - 1, 10)), SaveLate));
        return Jittered(age / 6 > SaveLate ? Shorter(age / 6, SaveLatest) : SaveLate);
    }

    private int FaultsOf(string handle) => _faults.AddOrUpdate(handle, 1, static (_, n) => n + 1);

    /// <summary>Runway updates a task at most every 5 s and asks not to poll more often. The sandbox on loopback has no such limit.</summary>
    private TimeSpan Interval => options.IsLoopback || options.PollInterval > Floor ? options.PollInterval : Floor;

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private TimeSpan Jittered(TimeSpan wait, double spread = Spread) => wait + wait * (random.NextDouble() * spread);
}
