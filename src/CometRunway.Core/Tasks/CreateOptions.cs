using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>Options of one create.</summary>
internal sealed record CreateOptions
{
    /// <summary>How long a caller waits for the service's answer by default.</summary>
    public static readonly TimeSpan DefaultResponseTimeout = TimeSpan.FromSeconds(45);

    /// <summary>Requests another video of a request that was made recently.</summary>
    public bool NewTake { get; init; }

    /// <summary>The limits that a person allowed this task to exceed. Default none.</summary>
    public IReadOnlyCollection<BudgetLimit> LimitOverrides { get; init; } = [];

    /// <summary>How long the caller waits for the service's response. The request itself continues after it.</summary>
    public TimeSpan ResponseTimeout { get; init; } = DefaultResponseTimeout;

    /// <summary>Receives the task when it is recorded, before its request is sent.</summary>
    public IProgress<VideoTask>? Recorded { get; init; }
}
