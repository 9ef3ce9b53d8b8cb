namespace CometRunway.Api;

/// <summary>A task as the service last reported it.</summary>
internal sealed record ApiTask
{
    /// <summary>The id of the task at the service: an opaque string, not always a UUID.</summary>
    public required string Id { get; init; }

    /// <summary>The status in Runway's terms.</summary>
    public required ApiTaskStatus Status { get; init; }

    /// <summary>The status as received (the wrapper's and the inner one joined by <c>/</c> when they differ); null when there is none.</summary>
    public string? RawStatus { get; init; }

    /// <summary>The progress from 0 to 1; null when not reported.</summary>
    public double? Progress { get; init; }

    /// <summary>The time at which the task was created, as reported by the service.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The time at which the task started, as reported by the service.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The time at which the task finished, as reported by the service.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The links to the finished files. They expire (after 24 to 48 h at Runway); each read returns new links.</summary>
    public IReadOnlyList<Uri> Output { get; init; } = [];

    /// <summary>True if a link contains the API key, so that it is not in <see cref="Output"/>.</summary>
    public bool HasLinkWithKey { get; init; }

    /// <summary>The reason for the failure; null when the task did not fail.</summary>
    public ApiTaskFailure? Failure { get; init; }

    /// <summary>The cost in Runway credits, as reported by the service; null when not reported.</summary>
    public double? Credits { get; init; }
}
