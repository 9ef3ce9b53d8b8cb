using System.Globalization;
using CometRunway.Catalog;

namespace CometRunway.Requests.Rules;

/// <summary>
/// The seed: 0 to 999,999,999 by the specification, for every model. Veo models have none in Runway's table; a seed for them is a
/// warning and left out of the corrected request, because the table does not forbid further fields and the specification names this
/// one: it would most likely be ignored, not refused.
/// </summary>
internal static class SeedRule
{
    private const string Field = "seed";

    public static void Check(RuleEvaluation run)
    {
        if (run.Settings.Seed is not { } seed)
            return;
        var given = seed.ToString(CultureInfo.InvariantCulture);
        var most = run.Model?.MaxSeed ?? ApiDefaults.MaxSeed;
        if (seed < 0 || seed > most)
        {
            var nearest = Math.Clamp(seed, 0, most);
            run.Error("seed_out_of_range", Field, $"The seed {given} is outside 0 to {most}. Write {nearest}, or leave it out.", given, [$"0 to {most}"], nearest.ToString(CultureInfo.InvariantCulture), ApiDefaults.Page);
            run.Corrected = run.Corrected with { Seed = nearest };
        }

        if (run.Model is not { TakesSeed: false } model)
            return;
        run.Warn("seed_not_taken", Field, $"{model.Id} has no seed in Runway's table, so it will most likely have no effect: leave it out.", given, source: ApiDefaults.RunwayTable);
        run.Corrected = run.Corrected with { Seed = null };
    }
}
