namespace CometRunway.Errors;

/// <summary>One thing that is wrong or unwise about a request.</summary>
public sealed record Violation
{
    /// <summary>Whether the request would be refused.</summary>
    public required Severity Severity { get; init; }

    /// <summary>A stable snake_case name of the rule, for example <c>ratio_not_allowed</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The argument: <c>image</c>, <c>prompt</c>, <c>model</c>, <c>ratio</c>, <c>duration</c>, <c>seed</c>, <c>watermark</c> or <c>cropFocus</c>.</summary>
    public required string Field { get; init; }

    /// <summary>What was given, shortened and made printable; never an image's bytes and never a whole prompt. Null when nothing was.</summary>
    public string? Given { get; init; }

    /// <summary>One plain sentence or two: what was given, what is allowed, and what to do.</summary>
    public required string Problem { get; init; }

    /// <summary>The allowed values, when they can be listed.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>The allowed value nearest to the given one, when there is one.</summary>
    public string? Nearest { get; init; }

    /// <summary>Who sets the rule, when it is not this library.</summary>
    public string? Source { get; init; }

    /// <summary>Severity, code and problem in one line.</summary>
    public override string ToString() => $"{(Severity == Severity.Error ? "error" : "warning")} {Code}: {Problem}";
}
