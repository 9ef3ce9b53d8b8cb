using CometRunway.Errors;
using CometRunway.Images.Fitting;

namespace CometRunway.Requests.Rules;

/// <summary>The part of the image that stays: one of five words.</summary>
internal static class CropFocusRule
{
    private const string Field = "cropFocus";

    public static void Check(RuleEvaluation run)
    {
        var given = run.Settings.CropFocus;
        if (given is null || CropFocusWords.TryParse(given, out _))
            return;
        if (string.IsNullOrWhiteSpace(given))
        {
            run.Corrected = run.Corrected with { CropFocus = null };
            return;
        }

        var nearest = CropFocusWords.Allowed.FirstOrDefault(word => given.Contains(word, StringComparison.OrdinalIgnoreCase));
        run.Error("crop_focus_unknown", Field, $"\"{DisplayText.Text(given)}\" is not a cropFocus. Write {DisplayText.Choices(CropFocusWords.Allowed)}, or leave it out: the service then keeps the middle.", given, CropFocusWords.Allowed, nearest);
        run.Corrected = run.Corrected with { CropFocus = nearest };
    }
}
