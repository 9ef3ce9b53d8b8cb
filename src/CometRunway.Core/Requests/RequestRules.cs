using CometRunway.Catalog;
using CometRunway.Errors;
using CometRunway.Images;
using CometRunway.Requests.Rules;

namespace CometRunway.Requests;

/// <summary>Checks a request against all rules before it is sent.</summary>
internal static class RequestRules
{
    /// <summary>Checks a request. Defaults are not filled in: call <see cref="RequestDefaults.Resolve"/> first.</summary>
    /// <param name="settings">The settings of the request.</param>
    /// <param name="image">The facts of the image that is sent; null if they are unknown, as for a link that was not probed.</param>
    /// <param name="apiVersion">The value of <c>X-Runway-Version</c>. Versions before 2024-11-06 also support the ratios 16:9 and 9:16.</param>
    /// <param name="catalog">The known models.</param>
    /// <param name="availableModels">The ids in the gateway's public list; null if it could not be read.</param>
    public static RuleResult Check(VideoSettings settings, ImageFacts? image, string apiVersion, ModelCatalog catalog, IReadOnlyCollection<string>? availableModels = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(catalog);
        var offer = new AvailableModelSet(availableModels, catalog);
        var run = Run(settings.ToSettings(), image, apiVersion, catalog, offer);
        // The corrected settings may have another model, so the other values must be corrected for that model.
        var corrected = run.Corrected.Model == run.ModelId ? run.Corrected : Run(run.Corrected, image, apiVersion, catalog, offer).Corrected;
        return new RuleResult(run.Violations, corrected);
    }

    private static RuleEvaluation Run(VideoSettings settings, ImageFacts? image, string apiVersion, ModelCatalog catalog, AvailableModelSet offer)
    {
        var run = new RuleEvaluation(settings, image, apiVersion, catalog, offer);
        // The model is checked first, because the other rules depend on it.
        ModelRule.Check(run);
        ImageRule.Check(run);
        PromptRule.Check(run);
        RatioRule.Check(run);
        ResolutionRule.Check(run);
        CropRule.Check(run);
        CropFocusRule.Check(run);
        DurationRule.Check(run);
        SeedRule.Check(run);
        WatermarkRule.Check(run);
        return run;
    }
}

/// <summary>The result of checking a request against all rules.</summary>
/// <param name="Violations">The errors and warnings, in the order of the fields.</param>
/// <param name="Corrected">
/// Settings without errors that are as close as possible to the given ones. Errors that only a person can fix remain: an image that would be
/// rejected (field <c>image</c>) and a missing required prompt (<c>prompt_missing</c>).
/// </param>
internal sealed record RuleResult(IReadOnlyList<Violation> Violations, VideoSettings Corrected)
{
    /// <summary>True if the service would reject the request.</summary>
    public bool HasErrors => Violations.Any(v => v.Severity == Severity.Error);

    /// <summary>The errors.</summary>
    public IEnumerable<Violation> Errors => Violations.Where(v => v.Severity == Severity.Error);

    /// <summary>The warnings.</summary>
    public IEnumerable<Violation> Warnings => Violations.Where(v => v.Severity == Severity.Warning);
}
