namespace CometRunway.SemanticKernel.Guard;

/// <summary>One thing that is wrong with the arguments themselves, before any rule of a model applies.</summary>
internal sealed record ArgumentFinding(string Field, string Problem, string? Given = null, string? Nearest = null);

/// <summary>All that is wrong with the arguments; a function that takes this as a parameter answers for it together with its own rules.</summary>
internal sealed record ArgumentFindings(IReadOnlyList<ArgumentFinding> All)
{
    /// <summary>Nothing is wrong.</summary>
    public static ArgumentFindings None { get; } = new([]);
}
