using CometRunway.Errors;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>The result of a create: exactly one of the cases below.</summary>
internal abstract record CreateResult
{
    private CreateResult()
    {
    }

    /// <inheritdoc cref="BeginOutcome.Limits"/>
    public IReadOnlyList<BudgetStanding> Limits { get; init; } = [];

    /// <summary>The service accepted it; the task has its id.</summary>
    public sealed record Created(VideoTask Task) : CreateResult;

    /// <summary>The request is still in flight. It continues without the caller, and its outcome is recorded in the task.</summary>
    public sealed record Pending(VideoTask Task) : CreateResult;

    /// <summary>The service rejected it; nothing was charged.</summary>
    public sealed record Rejected(VideoTask Task, CometRunwayException Error) : CreateResult
    {
        /// <summary>True when the image was sent as a data URI, which may be the reason: whether CometAPI takes them is unknown.</summary>
        public bool WasDataUri { get; init; }
    }

    /// <summary>It is unknown whether the service accepted it.</summary>
    public sealed record OutcomeUnknown(VideoTask Task, CometRunwayException? Error) : CreateResult;

    /// <summary>It could not be recorded: there is no key, the app is stopping or the store is unavailable. Nothing was sent.</summary>
    public sealed record NotSent(CometRunwayException Error) : CreateResult;

    /// <summary>The request was made before with the same request id; nothing was sent. The earlier task may have any state except rejected.</summary>
    public sealed record Repeated(VideoTask Earlier) : CreateResult;

    /// <summary>The request id belongs to another request; nothing was sent.</summary>
    public sealed record RequestIdConflict(VideoTask Earlier) : CreateResult;

    /// <summary>An equal request was made recently; nothing was sent.</summary>
    public sealed record Duplicate(VideoTask Earlier) : CreateResult;

    /// <summary>An equal request has an unknown outcome; nothing was sent.</summary>
    public sealed record BlockedByUnknown(VideoTask Earlier) : CreateResult;

    /// <summary>The user's own limit is reached; nothing was sent.</summary>
    public sealed record OverBudget(BudgetRefusal Refusal) : CreateResult;
}
