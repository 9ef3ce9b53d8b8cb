using System.Globalization;
using CometRunway.Catalog;

namespace CometRunway.Requests.Rules;

/// <summary>Checks that the model supports the duration.</summary>
internal static class DurationRule
{
    private const string Field = "duration";

    public static void Check(RuleEvaluation run)
    {
        if (run.Settings.Duration is not { } seconds)
            CheckMissing(run);
        else if (run.Model is { } model)
            CheckKnown(run, seconds, model);
        else
            CheckUnknown(run, seconds);
    }

    private static void CheckMissing(RuleEvaluation run)
    {
        if (run.Model is not { } model || (!model.DurationRequired && model.Durations.Contains(ApiDefaults.Duration)))
            return;
        var problem = model.DurationRequired
            ? $"{model.Id} needs a duration"
            : $"{model.Id} does not make the specification's default of {ApiDefaults.Duration} s, so its duration must be named";
        run.Error("duration_missing", Field, $"{problem}: {Range(model)} s. Write {model.DefaultDuration}.", null, Texts(model), Text(model.DefaultDuration), ApiDefaults.RunwayTable);
        Correct(run, model.DefaultDuration);
    }

    private static void CheckKnown(RuleEvaluation run, int seconds, VideoModel model)
    {
        if (model.Durations.Contains(seconds))
            return;
        var nearest = model.Durations.MinBy(d => Math.Abs((long)d - seconds));
        var source = model.Id == ApiDefaults.Model ? ApiDefaults.Page : ApiDefaults.RunwayTable;
        run.Error("duration_not_allowed", Field, $"{model.Id} makes videos of {Range(model)} s, not {seconds} s. Write {nearest}, the nearest.", Text(seconds), Texts(model), Text(nearest), source);
        Correct(run, nearest);
    }

    private static void CheckUnknown(RuleEvaluation run, int seconds)
    {
        var broadest = ApiDefaults.BroadestDurations.MinBy(d => Math.Abs((long)d - seconds));
        if (seconds < 1)
        {
            run.Error("duration_not_allowed", Field, $"A duration is a whole number of seconds from 1, not {seconds}. Write {broadest}.", Text(seconds), null, Text(broadest), ApiDefaults.Page);
            Correct(run, broadest);
        }
        else if (!ApiDefaults.BroadestDurations.Contains(seconds))
        {
            run.Warn("duration_uncertain", Field, $"Whether the model makes videos of {seconds} s is unknown; 5 and 10 s are what most models make.", Text(seconds), null, Text(broadest), ApiDefaults.Page);
        }
    }

    private static string Range(VideoModel model)
    {
        var all = model.Durations;
        var isContiguous = all.Count > 2 && all[^1] - all[0] == all.Count - 1;
        return isContiguous ? $"{all[0]} to {all[^1]}" : string.Join(", ", all.SkipLast(1)) + (all.Count > 1 ? " or " : "") + all[^1];
    }

    private static string[] Texts(VideoModel model) => [.. model.Durations.Select(Text)];

    private static string Text(int seconds) => seconds.ToString(CultureInfo.InvariantCulture);

    private static void Correct(RuleEvaluation run, int seconds) => run.Corrected = run.Corrected with { Duration = seconds };
}
