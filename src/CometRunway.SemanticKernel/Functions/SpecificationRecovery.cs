using CometRunway.Catalog;
using CometRunway.Requests;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Applies the API specification's advice for an unexplained error: duration 5, and a ratio from the model's table.</summary>
internal static class SpecificationRecovery
{
    private const int SafeDuration = 5;

    /// <summary>Returns the request with the advised values; null if it already has them.</summary>
    public static VideoSettings? For(PreparedRequest prepared)
    {
        var model = ModelCatalog.Default.Find(prepared.Settings.Model ?? "");
        var durations = model?.Durations ?? [SafeDuration];
        var duration = durations.Contains(SafeDuration) ? SafeDuration : durations.MinBy(d => Math.Abs(d - SafeDuration));
        var ratio = model is null || model.Ratios.Contains(prepared.Settings.Ratio) ? prepared.Settings.Ratio : model.Ratios[0];
        var safe = prepared.Settings with { Duration = duration, Ratio = ratio, Watermark = false };
        return safe == prepared.Settings ? null : safe;
    }

    /// <summary>Returns the advice as a sentence.</summary>
    public static string Advice(VideoSettings safe) =>
        $"CometAPI's advice is to retry with duration {safe.Duration} and ratio {safe.Ratio}: that request is in nextAction.";
}
