using CometRunway.SemanticKernel.Approval;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace CometRunway.SemanticKernel;

/// <summary>Creates the kernel function for a function, with the same name, description, schemas and replies.</summary>
internal static class PluginFunction
{
    /// <remarks>
    /// <c>AsKernelFunction()</c> alone is not sufficient: as a stream it runs (and pays) first, then casts the reply to the requested type, and it
    /// does not pass the kernel to the function.
    /// </remarks>
    public static KernelFunction Of(AIFunction function, string pluginName)
    {
        var shown = function.AsKernelFunction().Metadata;
        return KernelFunctionFactory.CreateFromMethod(InvokeAsync, function.JsonSerializerOptions, new KernelFunctionFromMethodOptions
        {
            FunctionName = shown.Name,
            Description = shown.Description,
            Parameters = shown.Parameters,
            ReturnParameter = shown.ReturnParameter,
        }).Clone(pluginName);

        async Task<object?> InvokeAsync(Kernel kernel, KernelArguments arguments, CancellationToken cancellationToken) =>
            await function.InvokeAsync(Given(kernel, arguments), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Adds the approvals of the kernel to the arguments. Streams run after the filters have returned, and a function that is used as a plain
    /// tool passes no filters, but every paid call must be approved.
    /// </summary>
    private static AIFunctionArguments Given(Kernel kernel, KernelArguments arguments)
    {
        var given = new AIFunctionArguments(arguments);
        given.Context = new Dictionary<object, object?>
        {
            [typeof(PaidCallGates)] = PaidCallGates.With(null, kernel.FunctionInvocationFilters.OfType<PaidCallApprovalFilter>().Select(static filter => filter.Gate)),
        };
        return given;
    }
}
