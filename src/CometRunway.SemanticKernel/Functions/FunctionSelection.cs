using CometRunway.Options;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Selects the available functions: all, or those named in the options. Read-only mode removes the functions that create or cancel tasks.</summary>
internal static class FunctionSelection
{
    private static readonly string[] CostsOrStops = [FunctionNames.Create, FunctionNames.Cancel];

    /// <summary>Returns the available functions in their usual order.</summary>
    /// <exception cref="OptionsValidationException">A name is unknown, or no function is left.</exception>
    public static IEnumerable<AIFunction> Of(IReadOnlyList<AIFunction> functions, CometRunwayOptions options)
    {
        if (UnknownName(options) is { } problem)
            throw Refused(problem);
        AIFunction[] offered = [.. functions.Where(f => IsOffered(f.Name, options))];
        return offered.Length > 0 ? offered : throw Refused($"{options.NameOf(nameof(options.Tools))} and {options.NameOf(nameof(options.ReadOnly))} together leave no tool.");
    }

    /// <summary>Returns the problem with the names, or null.</summary>
    public static string? UnknownName(CometRunwayOptions options) =>
        options.Tools?.FirstOrDefault(name => !FunctionNames.All.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown
            ? $"{options.NameOf(nameof(options.Tools))} names {Guard.ArgumentValue.Quote(unknown)}, which is no tool. The tools are {string.Join(", ", FunctionNames.All)}."
            : null;

    private static bool IsOffered(string name, CometRunwayOptions options) =>
        (options.Tools.Count == 0 || options.Tools.Contains(name, StringComparer.OrdinalIgnoreCase))
        && !(options.ReadOnly && CostsOrStops.Contains(name));

    private static OptionsValidationException Refused(string problem) => new(Microsoft.Extensions.Options.Options.DefaultName, typeof(CometRunwayOptions), [problem]);
}
