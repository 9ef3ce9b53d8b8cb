using CometRunway.Errors;
using CometRunway.Images.Fitting;

namespace CometRunway.Requests.Rules;

/// <summary>Checks the crop focus, which has five allowed values.</summary>
internal static class CropFocusRule
{
    private const string Field = "cropFocus";

    public static void Check(RuleEvaluation run)
    {
        var given = run.Settings.CropFocus;
        if (given is null || CropFocusNames.TryParse(given, out _))
            return;
        if (string.IsNullOrWhiteSpace(given))
        {
            run.Corrected = run.Corrected with { CropFocus = null };
            return;
        }

        var nearest = CropFocusNames.Allowed.FirstOrDefault(name => given.Contains(name, StringComparison.OrdinalIgnoreCase));
        run.Error("crop_focus_unknown", Field, $"\"{DisplayText.Text(given)}\" is not a cropFocus. Write {DisplayText.Choices(CropFocusNames.Allowed)}, or leave it out: the service then keeps the middle.", given, CropFocusNames.Allowed, nearest);
        run.Corrected = run.Corrected with { CropFocus = nearest };
    }
}
