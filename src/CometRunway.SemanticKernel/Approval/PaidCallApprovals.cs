using System.Runtime.CompilerServices;
using CometRunway.SemanticKernel.Replies;
using CometRunway.Store;
using Microsoft.Extensions.AI;

namespace CometRunway.SemanticKernel.Approval;

/// <summary>
/// All approvals of one call, each once: those of the call itself, those of the services it is made with, and those the functions were made with.
/// They only ever add up. Asked inside the paid function, between the last check and the task store, so that what was shown is what is sent.
/// </summary>
internal sealed class PaidCallApprovals
{
    // However often an approval is found, and by whichever functions, it shows one call at a time.
    private static readonly ConditionalWeakTable<IPaidCallApproval, SemaphoreSlim> OneAtATime = [];

    private readonly IPaidCallApproval[] _approvals;

    private PaidCallApprovals(IEnumerable<IPaidCallApproval> approvals) => _approvals = [.. approvals.Distinct(ReferenceEqualityComparer.Instance).Cast<IPaidCallApproval>()];

    /// <summary>None but those of the functions.</summary>
    public static PaidCallApprovals None { get; } = new([]);

    /// <summary>Those that a caller put into the arguments' context under <see cref="IPaidCallApproval"/>, and those of its services.</summary>
    public static PaidCallApprovals Of(AIFunctionArguments arguments) => new(
    [
        .. arguments.Context?.TryGetValue(typeof(IPaidCallApproval), out var value) is true && value is IPaidCallApproval approval ? [approval] : Array.Empty<IPaidCallApproval>(),
        .. arguments.Services?.GetService(typeof(IEnumerable<IPaidCallApproval>)) as IEnumerable<IPaidCallApproval> ?? [],
    ]);

    /// <summary>The same with those of the functions, which are asked last.</summary>
    public PaidCallApprovals And(IEnumerable<IPaidCallApproval> standing) => new([.. _approvals, .. standing]);

    /// <summary>Asks all; null when none said no, else the reply that tells the model.</summary>
    public async Task<ErrorReply?> AskAsync(PaidCall call, TimeProvider time, Action<Exception> failed, CancellationToken cancellationToken)
    {
        foreach (var approval in _approvals)
        {
            if (await AskAsync(approval, call, time, failed, cancellationToken).ConfigureAwait(false) is not { } decision)
                return ApprovalReplies.CouldNotAsk();
            if (decision.IsNo)
                return ApprovalReplies.Declined(decision.Comment);
        }

        return null;
    }

    /// <summary>True after a yes and no no; false after a no or a failure; null when all leave it to the limit.</summary>
    public async Task<bool?> AllowsOverLimitAsync(PaidCall call, BudgetRefusal limit, TimeProvider time, Action<Exception> failed, CancellationToken cancellationToken)
    {
        var question = call with { Reason = PaidCallReason.OverLimit, Limit = limit };
        bool? allowed = null;
        foreach (var approval in _approvals)
        {
            if (await AskAsync(approval, question, time, failed, cancellationToken).ConfigureAwait(false) is not { IsNo: false } decision)
                return false;
            if (decision.Approved)
                allowed = true;
        }

        return allowed;
    }

    /// <summary>Null when it failed, or gave no answer in time.</summary>
    private static async Task<PaidCallDecision?> AskAsync(IPaidCallApproval approval, PaidCall call, TimeProvider time, Action<Exception> failed, CancellationToken cancellationToken)
    {
        var turn = OneAtATime.GetValue(approval, static _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var limit = new CancellationTokenSource(PaidCall.AnswerTimeout, time);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            // Task.Run and WaitAsync: neither code that blocks nor code that ignores its token holds the call.
            var asking = Task.Run(() => approval.AskAsync(call, linked.Token).AsTask(), linked.Token);
            return await asking.WaitAsync(linked.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (!(error is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            failed(error);
            return null;
        }
        finally
        {
            turn.Release();
        }
    }
}
