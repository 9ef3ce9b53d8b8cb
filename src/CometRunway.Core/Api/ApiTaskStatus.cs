namespace CometRunway.Api;

/// <summary>A task's status: a word of Runway's vocabulary, or an unknown word that is kept and treated as still running.</summary>
public readonly record struct ApiTaskStatus
{
    private readonly string? _value;

    private ApiTaskStatus(string value) => _value = value;

    /// <summary>The service does not know the id yet, shortly after our own create (<c>task_not_exist</c>).</summary>
    public static ApiTaskStatus NotVisibleYet { get; } = new("NOT_VISIBLE_YET");

    /// <summary>Accepted and waiting.</summary>
    public static ApiTaskStatus Pending { get; } = new("PENDING");

    /// <summary>Waiting because of the account's concurrency.</summary>
    public static ApiTaskStatus Throttled { get; } = new("THROTTLED");

    /// <summary>Being made.</summary>
    public static ApiTaskStatus Running { get; } = new("RUNNING");

    /// <summary>Done; the output links are there.</summary>
    public static ApiTaskStatus Succeeded { get; } = new("SUCCEEDED");

    /// <summary>Ended without a video.</summary>
    public static ApiTaskStatus Failed { get; } = new("FAILED");

    /// <summary>Cancelled before it was done.</summary>
    public static ApiTaskStatus Cancelled { get; } = new("CANCELLED");

    /// <summary>The word, upper case.</summary>
    public string Value => _value ?? Pending.Value;

    /// <summary>True for <see cref="Succeeded"/>, <see cref="Failed"/> and <see cref="Cancelled"/>: nothing changes any more.</summary>
    public bool IsFinal => this == Succeeded || this == Failed || this == Cancelled;

    /// <summary>True for the words listed here.</summary>
    public bool IsKnown => IsFinal || this == NotVisibleYet || this == Pending || this == Throttled || this == Running;

    /// <summary>Keeps a word that is not in the vocabulary.</summary>
    public static ApiTaskStatus FromValue(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return new ApiTaskStatus(value.Trim().ToUpperInvariant());
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
