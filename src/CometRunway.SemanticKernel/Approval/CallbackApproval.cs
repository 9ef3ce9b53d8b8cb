namespace CometRunway.SemanticKernel.Approval;

/// <summary>A callback as an approval. It answers for every call, and for the user's limits only where the app says so.</summary>
internal sealed class CallbackApproval(Func<PaidCall, CancellationToken, ValueTask<PaidCallDecision>> ask, bool overLimit) : IPaidCallApproval
{
    /// <inheritdoc/>
    public ValueTask<PaidCallDecision> AskAsync(PaidCall paidCall, CancellationToken cancellationToken) =>
        paidCall.Reason == PaidCallReason.EveryCall || overLimit ? ask(paidCall, cancellationToken) : new(PaidCallDecision.Abstain);
}
