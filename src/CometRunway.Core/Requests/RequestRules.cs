using CometRunway.Catalog;
using CometRunway.Requests.Rules;

namespace CometRunway.Requests;

/// <summary>Checks a request against all rules before it is sent.</summary>
public static class RequestRules
{
    /// <summary>Checks a draft. Defaults are not filled in: call <see cref="RequestDefaults.Resolve"/> first.</summary>
    /// <param name="draft">The request.</param>
    /// <param name="apiVersion">The value of <c>X-Runway-Version</c>; with a date before 2024-11-06 the ratios 16:9 and 9:16 are also allowed.</param>
    /// <param name="catalog">The known models.</param>
    /// <param name="availableModels">The ids in the gateway's public list; null when it could not be read.</param>
    public static RuleResult Check(RequestDraft draft, string apiVersion, ModelCatalog catalog, IReadOnlyCollection<string>? availableModels = null)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(catalog);
        var offer = new AvailableModelSet(availableModels, catalog);
        var run = Run(draft, apiVersion, catalog, offer);
        // The corrected draft may have another model, so the other values must be corrected for that model.
        var corrected = run.Corrected.Model == run.ModelId ? run.Corrected : Run(run.Corrected, apiVersion, catalog, offer).Corrected;
        return new RuleResult(run.Violations, corrected);
    }

    private static RuleEvaluation Run(RequestDraft draft, string apiVersion, ModelCatalog catalog, AvailableModelSet offer)
    {
        var run = new RuleEvaluation(draft, apiVersion, catalog, offer);
        // Check the model first, because the other rules depend on it.
        ModelRule.Check(run);
        ImageRule.Check(run);
        PromptRule.Check(run);
        RatioRule.Check(run);
        CropRule.Check(run);
        CropFocusRule.Check(run);
        DurationRule.Check(run);
        SeedRule.Check(run);
        WatermarkRule.Check(run);
        return run;
    }
}
