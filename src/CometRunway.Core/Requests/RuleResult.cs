using CometRunway.Errors;

namespace CometRunway.Requests;

/// <summary>Everything the rules say about a request.</summary>
/// <param name="Violations">Errors and warnings, in the order of the fields.</param>
/// <param name="Corrected">
/// Settings that pass without errors, as near to the given ones as possible. What only a person can mend stays as it was: an image
/// that would be refused (field <c>image</c>) and a required prompt that is missing (<c>prompt_missing</c>).
/// </param>
public sealed record RuleResult(IReadOnlyList<Violation> Violations, VideoSettings Corrected)
{
    /// <summary>True when the service would refuse the request.</summary>
    public bool HasErrors => Violations.Any(v => v.Severity == Severity.Error);

    /// <summary>What would be refused.</summary>
    public IEnumerable<Violation> Errors => Violations.Where(v => v.Severity == Severity.Error);

    /// <summary>Advice.</summary>
    public IEnumerable<Violation> Warnings => Violations.Where(v => v.Severity == Severity.Warning);
}
