using CometRunway.Errors;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>What became of a request to create a task: exactly one of the cases below.</summary>
internal abstract record CreateResult
{
    private CreateResult()
    {
    }

    /// <summary>The service took it; the entry holds its id.</summary>
    public sealed record Created(VideoTask Entry) : CreateResult;

    /// <summary>The request is still under way; it goes on without the caller, and the entry will tell.</summary>
    public sealed record Pending(VideoTask Entry) : CreateResult;

    /// <summary>The service refused it; nothing was charged.</summary>
    public sealed record Rejected(VideoTask Entry, CometRunwayException Error) : CreateResult
    {
        /// <summary>True when the image was sent as a data URI, which may be the reason: whether CometAPI takes them is unknown.</summary>
        public bool WasDataUri { get; init; }
    }

    /// <summary>Nobody can tell whether the service took it.</summary>
    public sealed record OutcomeUnknown(VideoTask Entry, CometRunwayException? Error) : CreateResult;

    /// <summary>It could not be recorded: there is no key, the app is stopping or the store is unavailable. Nothing was sent.</summary>
    public sealed record NotSent(CometRunwayException Error) : CreateResult;

    /// <summary>An equal request was made a short while ago; nothing was sent.</summary>
    public sealed record Duplicate(VideoTask Earlier) : CreateResult;

    /// <summary>An equal request of unknown outcome stands in the way; nothing was sent.</summary>
    public sealed record BlockedByUnknown(VideoTask Earlier) : CreateResult;

    /// <summary>The user's own limit is reached; nothing was sent.</summary>
    public sealed record OverBudget(BudgetRefusal Refusal) : CreateResult;
}
