namespace CometRunway.ImageToVideo.Rules;

/// <summary>The frame size: one of the model's own, in the API's form.</summary>
internal static class RatioRule
{
    private const string Field = "ratio";
    private const int LongestRead = 64;

    public static void Check(RuleRun run)
    {
        var given = run.Draft.Ratio;
        if (string.IsNullOrWhiteSpace(given))
            CheckMissing(run);
        else if (run.TakesAspectForms && Specification.OlderRatios.Contains(given))
            return;
        else if (run.Model is { } model)
            CheckKnown(run, given, model);
        else
            CheckUnknown(run, given);
    }

    private static void CheckMissing(RuleRun run)
    {
        if (run.Model is { RatioRequired: true } model)
        {
            var nearest = Fallback(run, model.Ratios);
            run.Error("ratio_missing", Field, $"{model.Id} needs a ratio, and the gateway's own default {Specification.Ratio} is not one of its ratios. Write {nearest}, or another of {Shown.Choices(model.Ratios)}.", null, model.Ratios, nearest, Specification.RunwayTable);
            Take(run, nearest);
        }
        else if (run.Draft.Ratio is not null)
        {
            run.Corrected = run.Corrected with { Ratio = null };
        }
    }

    private static void CheckKnown(RuleRun run, string given, VideoModel model)
    {
        if (model.DisputedRatios.Contains(given))
        {
            var undisputed = model.Ratios.Except(model.DisputedRatios).ToList();
            run.Warn("ratio_disputed", Field, $"The specification takes {given} for {model.Id}; Runway's own table has only {Shown.Choices(undisputed)}. If it is refused, take {NearestTo(given, undisputed)}.", given, undisputed, NearestTo(given, undisputed), Specification.RunwayTable);
        }
        else if (!model.Ratios.Contains(given))
        {
            Refuse(run, given, model.Ratios, $" for {model.Id}", model.Id == Specification.Model ? Specification.Page : Specification.RunwayTable);
        }
    }

    private static void CheckUnknown(RuleRun run, string given)
    {
        if (!VideoRatio.TryParse(given, out var ratio))
            Refuse(run, given, Specification.Ratios, "", Specification.Page);
        else if (ratio.IsAspectOnly)
            run.Warn("ratio_is_aspect", Field, $"\"{given}\" is a shape; with the current API version most models want a frame size in pixels, such as {NearestTo(given, Specification.Ratios)}.", given, null, NearestTo(given, Specification.Ratios), Specification.Page);
    }

    private static void Refuse(RuleRun run, string given, IReadOnlyList<string> allowed, string whom, string source)
    {
        var meant = given.Length <= LongestRead ? RatioSpelling.Meant(given, run.Draft.Picture) : null;
        var nearest = (meant is { } shape ? VideoRatio.Nearest(allowed, shape) : null) ?? Fallback(run, allowed);
        var (code, why) = Explain(meant, nearest);
        run.Error(code, Field, $"\"{Shown.Text(given)}\" is not a ratio{whom}. Write {nearest}{why}. Allowed, in pixels as width:height: {Shown.Choices(allowed)}.", given, allowed, nearest, source);
        Take(run, nearest);
    }

    private static (string Code, string Why) Explain(VideoRatio? meant, string nearest)
    {
        if (meant is not { } shape)
            return ("ratio_malformed", "");
        if (shape.ToString() == nearest)
            return ("ratio_misspelled", ", the same frame in the API's form");
        var taken = VideoRatio.Parse(nearest);
        var why = Math.Abs(taken.Aspect - shape.Aspect) < 0.005
            ? $", which is {shape.Width}:{shape.Height} in pixels"
            : $", the nearest shape ({taken.Aspect:0.00} wide to 1 high; {shape.Width}:{shape.Height} is {shape.Aspect:0.00})";
        return (shape.IsAspectOnly ? "ratio_is_aspect" : "ratio_not_allowed", why);
    }

    /// <summary>The ratio for a text that says nothing: the one nearest to the picture, else the model's first.</summary>
    private static string Fallback(RuleRun run, IReadOnlyList<string> allowed) =>
        (run.Draft.Picture is { } picture ? VideoRatio.Nearest(allowed, picture) : null) ?? allowed[0];

    private static string? NearestTo(string given, IReadOnlyList<string> allowed) =>
        VideoRatio.TryParse(given, out var ratio) ? VideoRatio.Nearest(allowed, ratio) : null;

    private static void Take(RuleRun run, string ratio) => run.Corrected = run.Corrected with { Ratio = ratio };
}
