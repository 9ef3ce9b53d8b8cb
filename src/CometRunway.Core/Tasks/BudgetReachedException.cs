using CometRunway.Errors;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>The user's own limit is reached, so nothing was sent.</summary>
public sealed class BudgetReachedException : CometRunwayException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="refusal">The limit.</param>
    /// <param name="retryAfter">The value of <see cref="RetryAfter"/>.</param>
    public BudgetReachedException(BudgetRefusal refusal, TimeSpan? retryAfter = null)
        : base(Describe(refusal))
    {
        Refusal = refusal;
        RetryAfter = retryAfter;
        IsTransient = refusal.FreesUpAt is not null;
    }

    /// <summary>Which limit, when it frees up, and what would fit now.</summary>
    public BudgetRefusal Refusal { get; }

    /// <summary>The time after which the limits allow the same request, if nothing else is created meanwhile; null if it never fits.</summary>
    public TimeSpan? RetryAfter { get; }

    private static string Describe(BudgetRefusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return $"The limit {refusal.Limit} of {refusal.Allowed} is reached ({refusal.Used} used, {refusal.Asked} asked); nothing was sent.";
    }
}
