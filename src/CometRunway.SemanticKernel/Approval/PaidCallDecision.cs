namespace CometRunway.SemanticKernel.Approval;

/// <summary>A person's answer to a <see cref="PaidCall"/>.</summary>
public sealed record PaidCallDecision
{
    private PaidCallDecision(bool approved, string? words) => (Approved, Words) = (approved, words);

    /// <summary>Send it.</summary>
    public static PaidCallDecision Yes { get; } = new(true, null);

    /// <summary>True for a yes.</summary>
    public bool Approved { get; }

    /// <summary>What the person said to a no, for the model to read; null when they said nothing.</summary>
    public string? Words { get; }

    /// <summary>Send nothing.</summary>
    /// <param name="words">Why, or what to change, for the model to read.</param>
    public static PaidCallDecision No(string? words = null) => new(false, string.IsNullOrWhiteSpace(words) ? null : words.Trim());
}
