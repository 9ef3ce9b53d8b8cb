namespace CometRunway.Requests.Rules;

/// <summary>Warns about the watermark, which CometAPI documents and Runway no longer supports.</summary>
internal static class WatermarkRule
{
    public static void Check(RuleEvaluation run)
    {
        if (run.Settings.Watermark)
            run.Warn("watermark_uncertain", "watermark", "The specification offers a watermark; Runway dropped the field in April 2025, so it may have no effect.", "true", source: "Runway's SDK");
    }
}
