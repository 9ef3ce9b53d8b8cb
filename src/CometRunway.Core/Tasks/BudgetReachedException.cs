using CometRunway.Errors;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>The user's own limit is reached, so nothing was sent.</summary>
public sealed class BudgetReachedException : CometRunwayException
{
    /// <summary>Creates the exception.</summary>
    public BudgetReachedException(BudgetRefusal refusal)
        : base(Describe(refusal))
    {
        Refusal = refusal;
        IsTransient = refusal.FreesUpAt is not null;
    }

    /// <summary>Which limit, and when it frees up.</summary>
    public BudgetRefusal Refusal { get; }

    private static string Describe(BudgetRefusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return $"The limit {refusal.Limit} of {refusal.Allowed} is reached ({refusal.Used} used, {refusal.Asked} asked); nothing was sent.";
    }
}
