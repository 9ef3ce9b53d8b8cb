using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace CometRunway.SemanticKernel;

/// <summary>Creates the kernel function for a function, with the same name, description, schemas and replies.</summary>
internal static class PluginFunction
{
    /// <remarks>
    /// <c>AsKernelFunction()</c> alone is not sufficient. As a stream, it calls the function, which may cost money, before it casts the reply to the
    /// requested type. It also does not pass the kernel to the function.
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

    /// <summary>Adds the services of the kernel, so that their approvals are requested even if no filter of the kernel runs.</summary>
    private static AIFunctionArguments Given(Kernel kernel, KernelArguments arguments) => new(arguments) { Services = kernel.Services };
}
