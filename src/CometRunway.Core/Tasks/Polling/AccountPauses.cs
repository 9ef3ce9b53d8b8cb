namespace CometRunway.Tasks.Polling;

/// <summary>The accounts of which the service wants no requests for a while (429 with Retry-After). Other accounts are not affected. Used by the loop only.</summary>
internal sealed class AccountPauses(TimeProvider time)
{
    private readonly Dictionary<string, long> _until = new(StringComparer.Ordinal);

    public void Add(string account, TimeSpan pause) =>
        _until[account] = Math.Max(_until.GetValueOrDefault(account, long.MinValue), time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency));

    /// <summary>The rest of the pause; null if there is none.</summary>
    public TimeSpan? Of(string account)
    {
        if (!_until.TryGetValue(account, out var until))
            return null;
        var rest = time.GetElapsedTime(time.GetTimestamp(), until);
        if (rest > TimeSpan.Zero)
            return rest;
        _until.Remove(account);
        return null;
    }
}
