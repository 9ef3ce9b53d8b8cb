using CometRunway.Catalog;
using CometRunway.Errors;

namespace CometRunway.Requests.Rules;

/// <summary>Checks that the ratio is supported by the model and has the format of the API.</summary>
internal static class RatioRule
{
    private const string Field = "ratio";
    private const int MaxLength = 64;

    public static void Check(RuleEvaluation run)
    {
        var given = run.Settings.Ratio;
        if (string.IsNullOrWhiteSpace(given))
            CheckMissing(run);
        else if (run.TakesAspectForms && ApiDefaults.OlderRatios.Contains(given))
            return;
        else if (run.Model is { } model)
            CheckKnown(run, given, model);
        else
            CheckUnknown(run, given);
    }

    private static void CheckMissing(RuleEvaluation run)
    {
        if (run.Model is { RatioRequired: true } model)
        {
            var nearest = Fallback(run, model.Ratios);
            run.Error("ratio_missing", Field, $"{model.Id} needs a ratio, and the gateway's own default {ApiDefaults.Ratio} is not one of its ratios. Write {nearest}, or another of {DisplayText.Choices(model.Ratios)}.", null, model.Ratios, nearest, ApiDefaults.RunwayTable);
            Correct(run, nearest);
        }
        else if (run.Settings.Ratio is not null)
        {
            run.Corrected = run.Corrected with { Ratio = null };
        }
    }

    private static void CheckKnown(RuleEvaluation run, string given, VideoModel model)
    {
        if (model.DisputedRatios.Contains(given))
        {
            var undisputed = model.Ratios.Except(model.DisputedRatios).ToList();
            run.Warn("ratio_disputed", Field, $"The specification takes {given} for {model.Id}; Runway's own table has only {DisplayText.Choices(undisputed)}. If it is refused, take {NearestTo(given, undisputed)}.", given, undisputed, NearestTo(given, undisputed), ApiDefaults.RunwayTable);
        }
        else if (!model.Ratios.Contains(given))
        {
            Refuse(run, given, model.Ratios, $" for {model.Id}", model.Id == ApiDefaults.Model ? ApiDefaults.Page : ApiDefaults.RunwayTable);
        }
    }

    private static void CheckUnknown(RuleEvaluation run, string given)
    {
        if (!VideoRatio.TryParse(given, out var ratio))
            Refuse(run, given, ApiDefaults.Ratios, "", ApiDefaults.Page);
        else if (ratio.IsAspectOnly)
            run.Warn("ratio_is_aspect", Field, $"\"{given}\" is a shape; with the current API version most models want a frame size in pixels, such as {NearestTo(given, ApiDefaults.Ratios)}.", given, null, NearestTo(given, ApiDefaults.Ratios), ApiDefaults.Page);
    }

    private static void Refuse(RuleEvaluation run, string given, IReadOnlyList<string> allowed, string whom, string source)
    {
        var meant = given.Length <= MaxLength ? RatioSpelling.Interpret(given, run.Image) : null;
        var nearest = (meant is { } shape ? VideoRatio.Nearest(allowed, shape) : null) ?? Fallback(run, allowed);
        var (code, why) = Explain(meant, nearest);
        run.Error(code, Field, $"\"{DisplayText.Text(given)}\" is not a ratio{whom}. Write {nearest}{why}. Allowed, in pixels as width:height: {DisplayText.Choices(allowed)}.", given, allowed, nearest, source);
        Correct(run, nearest);
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

    /// <summary>Returns the ratio for a text that cannot be interpreted: the one nearest to the image, otherwise the first one of the model.</summary>
    private static string Fallback(RuleEvaluation run, IReadOnlyList<string> allowed) =>
        (run.Image is { } image ? VideoRatio.Nearest(allowed, image.Width, image.Height) : null) ?? allowed[0];

    private static string? NearestTo(string given, IReadOnlyList<string> allowed) =>
        VideoRatio.TryParse(given, out var ratio) ? VideoRatio.Nearest(allowed, ratio) : null;

    private static void Correct(RuleEvaluation run, string ratio) => run.Corrected = run.Corrected with { Ratio = ratio };
}
