namespace CometRunway.SemanticKernel.Approval;

/// <summary>The answer to a <see cref="PaidCall"/>.</summary>
public sealed record PaidCallDecision
{
    private PaidCallDecision(bool approved, bool isNo, string? comment) => (Approved, IsNo, Comment) = (approved, isNo, comment);

    /// <summary>Send it.</summary>
    public static PaidCallDecision Yes { get; } = new(approved: true, isNo: false, null);

    /// <summary>Leave the decision to the other approvals; for one that answers only one <see cref="PaidCallReason"/>.</summary>
    public static PaidCallDecision Abstain { get; } = new(approved: false, isNo: false, null);

    /// <summary>True for a yes.</summary>
    public bool Approved { get; }

    /// <summary>What the person said to a no, for the model to read; null when they said nothing.</summary>
    public string? Comment { get; }

    /// <summary>True for a no.</summary>
    internal bool IsNo { get; }

    /// <summary>Send nothing.</summary>
    /// <param name="comment">Why, or what to change, for the model to read.</param>
    public static PaidCallDecision No(string? comment = null) => new(approved: false, isNo: true, string.IsNullOrWhiteSpace(comment) ? null : comment.Trim());
}
