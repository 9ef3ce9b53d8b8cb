using Microsoft.Extensions.AI;

namespace CometRunway.SemanticKernel.Approval;

/// <summary>A paid function that asks a person by itself, whoever calls it.</summary>
internal sealed class AskingFunction(AIFunction inner, PaidCallGate gate) : DelegatingAIFunction(inner)
{
    /// <inheritdoc/>
    protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var context = new Dictionary<object, object?>(arguments.Context ?? new Dictionary<object, object?>())
        {
            [typeof(PaidCallGates)] = PaidCallGates.With(arguments.Context, [gate]),
        };
        return base.InvokeCoreAsync(new AIFunctionArguments(arguments) { Services = arguments.Services, Context = context }, cancellationToken);
    }
}
