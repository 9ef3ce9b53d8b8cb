namespace CometRunway.SemanticKernel.Guard;

/// <summary>A problem with an argument, found before the rules of a model are applied.</summary>
internal sealed record ArgumentFinding(string Field, string Problem, string? Given = null, string? Nearest = null);

/// <summary>All problems with the arguments. A function with a parameter of this type reports them together with its rule violations.</summary>
internal sealed record ArgumentFindings(IReadOnlyList<ArgumentFinding> All)
{
    /// <summary>No problems.</summary>
    public static ArgumentFindings None { get; } = new([]);
}
