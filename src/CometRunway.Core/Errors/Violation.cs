namespace CometRunway.Errors;

/// <summary>An error or a warning about a request.</summary>
public sealed record Violation
{
    /// <summary>Whether this is an error or a warning.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The stable code of the rule, for example <c>ratio_not_allowed</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The argument that the rule checks: <c>image</c>, <c>prompt</c>, <c>model</c>, <c>ratio</c>, <c>duration</c>, <c>seed</c>, <c>watermark</c>, <c>cropFocus</c> or <c>requestId</c>.</summary>
    public required string Field { get; init; }

    /// <summary>The given value, shortened and printable; never the bytes of an image or a whole prompt. Null when no value was given.</summary>
    public string? Given { get; init; }

    /// <summary>One or two sentences: the given value, the allowed values and how to fix it.</summary>
    public required string Problem { get; init; }

    /// <summary>The allowed values, when they can be listed.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>The allowed value that is nearest to the given one; null when there is none.</summary>
    public string? Nearest { get; init; }

    /// <summary>The source of the rule, when it is not this library.</summary>
    public string? Source { get; init; }

    /// <summary>Returns severity, code and problem in one line.</summary>
    public override string ToString() => $"{(Severity == Severity.Error ? "error" : "warning")} {Code}: {Problem}";
}
