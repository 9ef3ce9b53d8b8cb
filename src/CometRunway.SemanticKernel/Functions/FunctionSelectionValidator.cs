using CometRunway.Options;
using Microsoft.Extensions.Options;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Reports an unknown tool name when the host starts, not at the first use.</summary>
internal sealed class FunctionSelectionValidator : IValidateOptions<CometRunwayOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, CometRunwayOptions options) =>
        FunctionSelection.UnknownName(options) is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
}
