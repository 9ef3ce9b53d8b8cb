using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>What holds for one create alone.</summary>
internal sealed record CreateOptions
{
    /// <summary>How long a caller waits for the service's answer by default.</summary>
    public static readonly TimeSpan DefaultResponseTimeout = TimeSpan.FromSeconds(45);

    /// <summary>Asks for another video of a request that was made a short while ago.</summary>
    public bool NewTake { get; init; }

    /// <summary>The limits that a person allowed this one task to go over. Default none.</summary>
    public IReadOnlyCollection<BudgetLimit> LimitOverrides { get; init; } = [];

    /// <summary>How long the caller waits for the service's answer; the request itself goes on beyond it.</summary>
    public TimeSpan ResponseTimeout { get; init; } = DefaultResponseTimeout;

    /// <summary>Told of the task when it is recorded, before its request is sent.</summary>
    public IProgress<VideoTask>? Recorded { get; init; }
}
