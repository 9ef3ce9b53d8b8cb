using CometRunway.Errors;

namespace CometRunway.Requests;

/// <summary>The result of checking a request against all rules.</summary>
/// <param name="Violations">The errors and warnings, in the order of the fields.</param>
/// <param name="Corrected">
/// Settings without errors that are as close as possible to the given ones. Errors that only a person can fix remain: an image that would be
/// rejected (field <c>image</c>) and a missing required prompt (<c>prompt_missing</c>).
/// </param>
internal sealed record RuleResult(IReadOnlyList<Violation> Violations, VideoSettings Corrected)
{
    /// <summary>True when the service would reject the request.</summary>
    public bool HasErrors => Violations.Any(v => v.Severity == Severity.Error);

    /// <summary>The errors.</summary>
    public IEnumerable<Violation> Errors => Violations.Where(v => v.Severity == Severity.Error);

    /// <summary>The warnings.</summary>
    public IEnumerable<Violation> Warnings => Violations.Where(v => v.Severity == Severity.Warning);
}
