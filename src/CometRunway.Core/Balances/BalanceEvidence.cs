using CometRunway.Ledger;

namespace CometRunway.Balances;

/// <summary>What the account's balance says of a task of unknown outcome. Evidence, and no proof: others may use the account too.</summary>
/// <param name="Before">Noted just before the request was sent.</param>
/// <param name="Now">Read again; null when that was not possible.</param>
/// <param name="WhyNotNow">The reason in one sentence; null when it was read.</param>
/// <param name="Others">What else this ledger knows of the account that may have been charged in between, oldest first.</param>
public sealed record BalanceEvidence(AccountBalance Before, AccountBalance? Now, string? WhyNotNow, IReadOnlyList<TaskEntry> Others)
{
    /// <summary>How much more is used now than before; null when that is not known.</summary>
    public decimal? Difference => Now is null ? null : Before.UsedUntil(Now);
}
