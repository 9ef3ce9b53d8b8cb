namespace CometRunway.Api;

/// <summary>A task as the service told it last, whatever shape the answer had.</summary>
public sealed record ApiTask
{
    /// <summary>The service's id: an opaque string, not always a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>The status in Runway's words.</summary>
    public required ApiTaskStatus Status { get; init; }

    /// <summary>The status word as it was received (the wrapper's and the inner one joined by <c>/</c> when they differ); null when there was none.</summary>
    public string? RawStatus { get; init; }

    /// <summary>0 to 1; null when not told.</summary>
    public double? Progress { get; init; }

    /// <summary>When the service says the task was created.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the service says it began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the service says it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Links to the finished files; they expire (24 to 48 h upstream) and are fresh at the next read.</summary>
    public IReadOnlyList<Uri> Output { get; init; } = [];

    /// <summary>Why it failed; null unless it did.</summary>
    public ApiTaskFailure? Failure { get; init; }

    /// <summary>What the service says it cost, in Runway credits; null when not told.</summary>
    public double? Credits { get; init; }
}
