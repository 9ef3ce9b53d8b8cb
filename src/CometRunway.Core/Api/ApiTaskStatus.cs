namespace CometRunway.Api;

/// <summary>The status of a task: one of Runway's values, or an unknown value, which is kept and treated as still running.</summary>
internal readonly record struct ApiTaskStatus
{
    private readonly string? _value;

    private ApiTaskStatus(string value) => _value = value;

    /// <summary>The service does not know the id yet, shortly after the create (<c>task_not_exist</c>).</summary>
    public static ApiTaskStatus NotVisibleYet { get; } = new("NOT_VISIBLE_YET");

    /// <summary>Accepted and waiting to start.</summary>
    public static ApiTaskStatus Pending { get; } = new("PENDING");

    /// <summary>Waiting because of the concurrency limit of the account.</summary>
    public static ApiTaskStatus Throttled { get; } = new("THROTTLED");

    /// <summary>Running.</summary>
    public static ApiTaskStatus Running { get; } = new("RUNNING");

    /// <summary>Completed; the output links are available.</summary>
    public static ApiTaskStatus Succeeded { get; } = new("SUCCEEDED");

    /// <summary>Failed without a video.</summary>
    public static ApiTaskStatus Failed { get; } = new("FAILED");

    /// <summary>Cancelled before completion.</summary>
    public static ApiTaskStatus Cancelled { get; } = new("CANCELLED");

    /// <summary>The status value in upper case.</summary>
    public string Value => _value ?? Pending.Value;

    /// <summary>True for <see cref="Succeeded"/>, <see cref="Failed"/> and <see cref="Cancelled"/>: the status no longer changes.</summary>
    public bool IsFinal => this == Succeeded || this == Failed || this == Cancelled;

    /// <summary>True for the values defined in this type.</summary>
    public bool IsKnown => IsFinal || this == NotVisibleYet || this == Pending || this == Throttled || this == Running;

    /// <summary>Creates a status from a value, which may be unknown.</summary>
    public static ApiTaskStatus FromValue(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return new ApiTaskStatus(value.Trim().ToUpperInvariant());
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
