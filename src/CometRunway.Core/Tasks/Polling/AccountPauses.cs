namespace CometRunway.Tasks.Polling;

/// <summary>
/// The accounts of which the service wants no requests for a while (429 with Retry-After). Other accounts are not affected. After a pause, one read asks
/// whether it is over; the other tasks of the account wait for its response. Used by the loop only.
/// </summary>
internal sealed class AccountPauses(TimeProvider time)
{
    private readonly Dictionary<string, Pause> _pauses = new(StringComparer.Ordinal);

    /// <summary>The rest of the pause, which is zero while a read asks whether it is over; null if a read may begin.</summary>
    public TimeSpan? Of(string account)
    {
        if (!_pauses.TryGetValue(account, out var pause))
            return null;
        if (Rest(pause) is var rest && rest > TimeSpan.Zero)
            return rest;
        return pause.Probe is null ? null : TimeSpan.Zero;
    }

    /// <summary>A read of a task begins.</summary>
    public void Begin(string account, string handle)
    {
        if (_pauses.TryGetValue(account, out var pause))
            pause.Probe ??= handle;
    }

    /// <summary>A read of a task has ended.</summary>
    /// <param name="account">The account of the task.</param>
    /// <param name="handle">The task.</param>
    /// <param name="asked">The pause for which the service asks; null if it asks for none.</param>
    public void End(string account, string handle, TimeSpan? asked)
    {
        var pause = _pauses.GetValueOrDefault(account);
        var isProbe = pause?.Probe == handle;
        if (asked is null)
        {
            if (isProbe)
                _pauses.Remove(account);
            return;
        }

        pause ??= _pauses[account] = new Pause();
        // Reads that were under way at the same time are refused together, and that is one refusal.
        if (isProbe || pause.Refusals == 0)
            pause.Refusals++;
        if (isProbe)
            pause.Probe = null;
        pause.Until = Math.Max(pause.Until, time.GetTimestamp() + (long)(PollSchedule.Pause(asked.Value, pause.Refusals).TotalSeconds * time.TimestampFrequency));
    }

    private TimeSpan Rest(Pause pause) => time.GetElapsedTime(time.GetTimestamp(), pause.Until);

    private sealed class Pause
    {
        public long Until { get; set; } = long.MinValue;

        public int Refusals { get; set; }

        /// <summary>The handle of the task whose read asks whether the pause is over.</summary>
        public string? Probe { get; set; }
    }
}
