using CometRunway.SemanticKernel.Functions;
using Microsoft.SemanticKernel;

namespace CometRunway.SemanticKernel.Approval;

/// <summary>
/// Lets a person decide on every paid call that one kernel makes: <c>kernel.FunctionInvocationFilters.Add(...)</c>. Calls of the plugin's functions
/// without that kernel do not meet it; <c>services.AddCometRunwayApproval(...)</c> holds for every way to call them. A request that breaks rules is refused without troubling anybody; a no reaches the model as an
/// ordinary refusal. Calls that cost nothing pass.
/// </summary>
public sealed class PaidCallApprovalFilter : IFunctionInvocationFilter, IDisposable
{
    /// <summary>Creates the filter.</summary>
    /// <param name="ask">Shows the call and returns the answer. One call is shown at a time, however many a model makes at once.</param>
    public PaidCallApprovalFilter(Func<PaidCall, CancellationToken, ValueTask<PaidCallDecision>> ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        Gate = new(ask);
    }

    internal PaidCallApprovalFilter(PaidCallGate gate) => Gate = gate;

    /// <summary>Where the person is asked.</summary>
    internal PaidCallGate Gate { get; }

    /// <inheritdoc/>
    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (context.Function.Name != FunctionNames.Create)
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        context.Arguments[Gate.ArgumentName] = Gate;
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            // A stream has not begun yet when the filters return.
            if (!context.IsStreaming)
                context.Arguments.Remove(Gate.ArgumentName);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Gate.Dispose();
}
