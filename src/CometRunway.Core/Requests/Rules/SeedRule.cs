using System.Globalization;
using CometRunway.Catalog;

namespace CometRunway.Requests.Rules;

/// <summary>
/// Checks the seed. CometAPI documents 0 to 999,999,999 for every model. Runway's API reference lists no seed for Veo models; a seed for them
/// is a warning and is removed from the corrected request. It is not an error, because the service most likely ignores it.
/// </summary>
internal static class SeedRule
{
    private const string Field = "seed";

    public static void Check(RuleEvaluation run)
    {
        if (run.Settings.Seed is not { } seed)
            return;
        var given = seed.ToString(CultureInfo.InvariantCulture);
        var max = run.Model?.MaxSeed ?? ApiDefaults.MaxSeed;
        if (seed < 0 || seed > max)
        {
            var nearest = Math.Clamp(seed, 0, max);
            run.Error("seed_out_of_range", Field, $"The seed {given} is outside 0 to {max}. Write {nearest}, or leave it out.", given, [$"0 to {max}"], nearest.ToString(CultureInfo.InvariantCulture), ApiDefaults.Page);
            run.Corrected = run.Corrected with { Seed = nearest };
        }

        if (run.Model is not { TakesSeed: false } model)
            return;
        run.Warn("seed_not_taken", Field, $"{model.Id} has no seed in Runway's table, so it will most likely have no effect: leave it out.", given, source: ApiDefaults.RunwayTable);
        run.Corrected = run.Corrected with { Seed = null };
    }
}
