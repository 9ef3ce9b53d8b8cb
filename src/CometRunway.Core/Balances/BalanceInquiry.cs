using CometRunway.Configuration;
using CometRunway.Ledger;
using Microsoft.Extensions.Options;

namespace CometRunway.Balances;

/// <summary>Compares the balance that was noted before a create with the one of now. It changes nothing: settling is a person's decision.</summary>
public sealed class BalanceInquiry(AccountBalances balances, TaskLedger ledger, IOptions<CometRunwayOptions> options)
{
    /// <summary>True when balances may be read here.</summary>
    public bool IsOn => balances.IsOn;

    /// <summary>Null when no balance was noted before the task's create.</summary>
    public async Task<BalanceEvidence?> AskAsync(TaskEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.BalanceBefore is not { } before)
            return null;
        var (now, whyNot) = await ReadAsync(entry, cancellationToken).ConfigureAwait(false);
        return new BalanceEvidence(before, now, whyNot, ledger.OthersSince(entry, before.ReadAt));
    }

    private async Task<(AccountBalance? Now, string? WhyNot)> ReadAsync(TaskEntry entry, CancellationToken cancellationToken)
    {
        if (!options.Value.BalanceQuery)
            return (null, $"It was not read again: {options.Value.NameOf(nameof(CometRunwayOptions.BalanceQuery))} is off here.");
        // A person's shell may hold another key than the chat client did; the two balances would then be of two accounts.
        if (ledger.ScopeFor(options.Value.BaseAddress, options.Value.ApiKey, callerId: null).Account != entry.Scope.Account)
            return (null, $"It was not read again: the task was created with another key or address than is set here. Set {options.Value.NameOf(nameof(CometRunwayOptions.ApiKey))} and {options.Value.NameOf(nameof(CometRunwayOptions.BaseAddress))} as they were.");
        return await balances.TryReadAsync(cancellationToken).ConfigureAwait(false) is { } now
            ? (now, null)
            : (null, "It could not be read again just now; try later.");
    }
}
