using CometRunway.Catalog;
using CometRunway.Errors;

namespace CometRunway.Requests.Rules;

/// <summary>Checks that the model exists, is spelled correctly, and is available at the gateway.</summary>
internal static class ModelRule
{
    private const string Field = "model";
    private const int MaxIdLength = 100;

    public static void Check(RuleEvaluation run)
    {
        var given = run.Settings.Model;
        if (string.IsNullOrWhiteSpace(given))
        {
            Missing(run);
            return;
        }

        run.ModelId = given;
        if (run.Model is { } known)
            CheckSpelling(run, given, known.Id);
        else if (ModelNames.Match(given, run.Catalog) is { } meant && !run.Offer.Has(given))
            CheckSpelling(run, given, meant);
        else if (given.Length > MaxIdLength || given.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            Malformed(run, given);

        if (run.Model is { } model)
            CheckKnown(run, model);
        else
            CheckUnknown(run);
    }

    private static void Missing(RuleEvaluation run)
    {
        var chosen = RequestDefaults.Resolve(run.Settings with { Model = null }, run.Image, null, Listed(run), run.Catalog).Settings.Model!;
        run.Error("model_missing", Field, $"No model was given. Name one, for example {chosen}.", null, Ids(run), chosen, ApiDefaults.Page);
        Correct(run, chosen);
        if (run.Model is { } model)
            CheckKnown(run, model);
    }

    private static void CheckSpelling(RuleEvaluation run, string given, string id)
    {
        if (given != id)
            run.Error("model_misspelled", Field, $"There is no model \"{DisplayText.Text(given)}\". Write {id}.", given, Ids(run), id);
        Correct(run, id);
    }

    private static void Malformed(RuleEvaluation run, string given)
    {
        var nearest = ModelNames.Nearest(given, Ids(run)) ?? Ids(run)[0];
        run.Error("model_malformed", Field, $"\"{DisplayText.Text(given)}\" cannot be a model's id: ids have no spaces and at most {MaxIdLength} characters. Write {nearest}, or another of {DisplayText.Choices(Ids(run))}.", given, Ids(run), nearest);
        Correct(run, nearest);
    }

    private static void CheckKnown(RuleEvaluation run, VideoModel model)
    {
        if (model.RetiredNote is { } note)
            run.Warn("model_retired", Field, $"{note}. If it is refused, take another of {DisplayText.Choices([.. Ids(run).Where(id => id != model.Id)])}.", model.Id, source: ApiDefaults.RunwayTable);
        if (!run.Offer.Lacks(model.Id))
            return;

        var offered = run.Offer.Of(run.Catalog);
        var problem = $"The gateway's public list does not have {model.Id} now; of the known models it has {DisplayText.Choices(offered)}.";
        // The default model is only a warning, because a request that the gateway rejects for this reason costs nothing.
        if (model.Id == ApiDefaults.Model)
            run.Warn("model_not_on_offer", Field, $"{problem} The specification names it, so it may still be served.", model.Id, offered, offered[0]);
        else
            NotOnOffer(run, model.Id, problem, offered, offered[0]);
    }

    private static void CheckUnknown(RuleEvaluation run)
    {
        var offered = run.Offer.Of(run.Catalog);
        var shown = DisplayText.Text(run.ModelId);
        if (run.Offer.Lacks(run.ModelId))
        {
            var other = ModelNames.Nearest(run.ModelId, offered) ?? offered[0];
            NotOnOffer(run, run.ModelId, $"The gateway's public list has no model {shown}; of the known models it has {DisplayText.Choices(offered)}.", offered, other);
            return;
        }

        var nearest = run.Offer.Has(run.ModelId) ? null : ModelNames.Nearest(run.ModelId, Ids(run));
        var hint = nearest is null ? "" : $" Did you mean {nearest}?";
        run.Warn("model_unknown", Field, $"The model {shown} is not in this library's list ({DisplayText.Choices(Ids(run))}), so only the specification's general rules were checked.{hint}", run.ModelId, Ids(run), nearest);
    }

    private static void NotOnOffer(RuleEvaluation run, string id, string problem, IReadOnlyList<string> offered, string nearest)
    {
        run.Error("model_not_on_offer", Field, $"{problem} Take {nearest}.", id, offered, nearest, "CometAPI's public model list");
        run.Corrected = run.Corrected with { Model = nearest };
    }

    private static void Correct(RuleEvaluation run, string id)
    {
        run.ModelId = id;
        run.Corrected = run.Corrected with { Model = id };
    }

    private static IReadOnlyList<string> Listed(RuleEvaluation run) => run.Offer.Of(run.Catalog);

    private static string[] Ids(RuleEvaluation run) => [.. run.Catalog.Models.Select(m => m.Id)];
}
