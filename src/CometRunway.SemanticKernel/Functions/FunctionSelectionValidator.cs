using CometRunway.Options;
using Microsoft.Extensions.Options;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Finds a tool's name that does not exist when the host starts, not when the first model asks.</summary>
internal sealed class FunctionSelectionValidator : IValidateOptions<CometRunwayOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, CometRunwayOptions options) =>
        FunctionSelection.UnknownName(options) is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
}
