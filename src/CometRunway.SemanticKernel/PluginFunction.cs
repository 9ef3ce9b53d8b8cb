using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace CometRunway.SemanticKernel;

/// <summary>Makes the kernel's form of a function: the same name, text, schemas and answers.</summary>
internal static class PluginFunction
{
    /// <remarks>
    /// Not <c>AsKernelFunction()</c> alone: as a stream that one runs first (and pays), then casts the reply to whatever type was asked for; and it
    /// does not tell the function which kernel it runs in.
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

    /// <summary>Together with the kernel's services, whose approvals are asked on every way through the kernel, also where no filter is met.</summary>
    private static AIFunctionArguments Given(Kernel kernel, KernelArguments arguments) => new(arguments) { Services = kernel.Services };
}
