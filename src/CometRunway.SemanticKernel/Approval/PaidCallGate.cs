using CometRunway.SemanticKernel.Guard;

namespace CometRunway.SemanticKernel.Approval;

/// <summary>
/// Stands inside the paid function, between the last check and the ledger, so that what the person saw is what is sent. Travels with the
/// arguments as an object, which no model's JSON can be.
/// </summary>
internal sealed class PaidCallGate(Func<PaidCall, CancellationToken, ValueTask<PaidCallDecision>> ask) : IDisposable
{
    /// <summary>The name under which a kernel filter puts it beside the model's arguments; one of its own, so that no gate takes another's place.</summary>
    public string ArgumentName { get; } = $"CometRunway.PaidCallGate.{Guid.NewGuid():N}";

    private readonly SemaphoreSlim _oneQuestionAtATime = new(1);

    /// <summary>Returns after a yes; a no leaves as the reply that tells the model.</summary>
    public async Task PassAsync(PaidCall call, CancellationToken cancellationToken)
    {
        await _oneQuestionAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var decision = await AskAsync(call, cancellationToken).ConfigureAwait(false);
            if (!decision.Approved)
                throw new ToolErrorException(ApprovalReplies.Declined(decision.Words));
        }
        finally
        {
            _oneQuestionAtATime.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _oneQuestionAtATime.Dispose();

    private async Task<PaidCallDecision> AskAsync(PaidCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await ask(call, cancellationToken).ConfigureAwait(false) ?? throw new InvalidOperationException("The approval gave no decision.");
        }
        catch (Exception error) when (error is not (OperationCanceledException or ToolErrorException))
        {
            throw new ToolErrorException(ApprovalReplies.CouldNotAsk(), error);
        }
    }
}
