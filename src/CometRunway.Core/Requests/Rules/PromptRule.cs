using CometRunway.Catalog;
using CometRunway.Errors;

namespace CometRunway.Requests.Rules;

/// <summary>Checks that a required prompt is present, not too long, and contains only printable text.</summary>
internal static class PromptRule
{
    private const string Field = "prompt";

    public static void Check(RuleEvaluation run)
    {
        var given = run.Settings.Prompt ?? "";
        var text = PromptText.WithoutUnprintable(given);
        if (text != given)
            run.Warn("prompt_unprintable", Field, $"The prompt has {DisplayText.Number(given.Length - text.Length)} control characters or broken characters, which say nothing to the model: leave them out.");

        if (string.IsNullOrWhiteSpace(text))
            CheckBlank(run, given);
        else
            CheckLength(run, text);
    }

    private static void CheckBlank(RuleEvaluation run, string given)
    {
        run.Corrected = run.Corrected with { Prompt = null };
        const string Advice = "Say in a sentence what should move and how, for example \"A calm camera move.\"";
        if (run.Model is { PromptRequired: true } needing)
            run.Error("prompt_missing", Field, $"{needing.Id} needs a prompt. {Advice}", source: ApiDefaults.RunwayTable);
        else if (run.Model is { PromptExpected: true } expecting)
            run.Warn("prompt_expected", Field, $"The specification does without a prompt for {expecting.Id}; Runway asked for one, so the request may be refused. {Advice}", source: ApiDefaults.RunwayTable);
        else if (given.Length > 0)
            run.Warn("prompt_blank", Field, $"The prompt is only white space, so none will be sent. {Advice}");
    }

    private static void CheckLength(RuleEvaluation run, string text)
    {
        var limit = run.Model?.PromptLimit ?? ApiDefaults.PromptLimit;
        var excess = text.Length - limit;
        if (excess > 0)
        {
            var length = DisplayText.Number(text.Length);
            run.Error("prompt_too_long", Field, $"The prompt has {length} characters, {DisplayText.Number(excess)} more than the {limit} allowed (counted in UTF-16 units). Shorten it; the corrected request has it cut at a whole sentence or word.", $"{length} characters", [$"at most {limit} characters"], null, ApiDefaults.Page);
        }

        run.Corrected = run.Corrected with { Prompt = excess > 0 ? PromptText.Cut(text, limit) : text };
    }
}
