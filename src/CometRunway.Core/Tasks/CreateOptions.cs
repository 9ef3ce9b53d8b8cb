using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>What holds for one create alone.</summary>
public sealed record CreateOptions
{
    /// <summary>Within the limits, and with <see cref="VideoTaskService.CreatePatience"/>.</summary>
    public static CreateOptions Usual { get; } = new();

    /// <summary>The limits that a person allowed this one task to go over. Default none.</summary>
    public IReadOnlyCollection<BudgetLimit> Over { get; init; } = [];

    /// <summary>How long the caller waits for the service's answer; the request itself goes on beyond it.</summary>
    public TimeSpan Patience { get; init; } = VideoTaskService.CreatePatience;
}
