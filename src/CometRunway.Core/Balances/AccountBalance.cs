namespace CometRunway.Balances;

/// <summary>What CometAPI's balance query said at one moment, as it counts: the unit of its amounts is not documented.</summary>
public sealed record AccountBalance
{
    /// <summary>When it was read.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary><c>total_used_quota</c>: what was used so far; null when not told.</summary>
    public decimal? Used { get; init; }

    /// <summary><c>total_quota</c>; null when not told.</summary>
    public decimal? Quota { get; init; }

    /// <summary><c>request_count</c>; null when not told.</summary>
    public long? Requests { get; init; }

    /// <summary>How much more is used at <paramref name="later"/>, or how much less is left where only that is told; null when neither is.</summary>
    public decimal? UsedUntil(AccountBalance later)
    {
        ArgumentNullException.ThrowIfNull(later);
        return later.Used - Used ?? Quota - later.Quota;
    }
}
