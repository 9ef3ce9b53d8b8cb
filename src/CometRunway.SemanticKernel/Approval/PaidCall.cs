using System.Globalization;
using CometRunway.Catalog.Prices;
using CometRunway.Errors;
using CometRunway.Requests;

namespace CometRunway.SemanticKernel.Approval;

/// <summary>A call that is about to cost money, as the person sees it who decides. It passed every rule, and exactly this is sent after a yes.</summary>
/// <param name="Request">What was looked at, with everything that was chosen.</param>
/// <param name="NewTake">True when one more video of a request of the last minutes is wanted.</param>
/// <param name="CallerId">The user of the app whose limits it counts for; null when the app has only one.</param>
/// <param name="IsRehearsal">True on the sandbox, where nothing is charged whatever the price says.</param>
public sealed record PaidCall(PreparedRequest Request, bool NewTake, string? CallerId, bool IsRehearsal)
{
    /// <summary>The image: a file's name, or a link without its query.</summary>
    public string Image => Request.Image!.Name;

    /// <summary>What should move, and how.</summary>
    public string? Prompt => Request.Draft.Prompt;

    /// <summary>The model's id.</summary>
    public string Model => Request.Draft.Model!;

    /// <summary><c>width:height</c>.</summary>
    public string? Ratio => Request.Draft.Ratio;

    /// <summary>Seconds of video; null leaves them to the service.</summary>
    public int? Seconds => Request.Draft.Duration;

    /// <summary>What it will probably cost; null when nothing is known.</summary>
    public PriceEstimate? Price => Request.Price;

    /// <summary>What is allowed but unwise.</summary>
    public IReadOnlyList<string> Warnings => [.. Request.Violations.Where(v => v.Severity == Severity.Warning).Select(v => v.Problem)];

    /// <summary>Image, settings, seconds and price in two lines, for a console or a message box.</summary>
    public override string ToString()
    {
        var size = Request.Image!.Facts is { } facts ? string.Create(CultureInfo.InvariantCulture, $" ({facts.Width} x {facts.Height})") : "";
        var seconds = Seconds is { } s ? string.Create(CultureInfo.InvariantCulture, $", {s} s") : "";
        var take = NewTake ? ", one more take" : "";
        var price = IsRehearsal ? "a rehearsal: nothing is charged" : Price?.ToString() ?? "price unknown";
        return $"{Image}{size}: \"{Prompt ?? "(no prompt)"}\"{Environment.NewLine}{Model}, {Ratio ?? "any ratio"}{seconds}{take}; {price}";
    }
}
