using System.Globalization;
using CometRunway.Catalog.Prices;
using CometRunway.Errors;
using CometRunway.Requests;
using CometRunway.SemanticKernel.Functions;
using CometRunway.Store;

namespace CometRunway.SemanticKernel.Approval;

/// <summary>A call that is about to cost money, as the person sees it who decides. It passed every rule, and exactly this is sent after a yes.</summary>
/// <param name="Request">What was looked at, with everything that was chosen.</param>
/// <param name="NewTake">True when one more video of a request of the last minutes is wanted.</param>
/// <param name="CallerId">The user of the app whose limits it counts for; null when the app has only one.</param>
/// <param name="IsRehearsal">True on the sandbox, where nothing is charged whatever the price says.</param>
public sealed record PaidCall(PreparedRequest Request, bool NewTake, string? CallerId, bool IsRehearsal)
{
    /// <summary>How long an approval may take; later it has not agreed.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Why it is asked.</summary>
    public PaidCallReason Reason { get; init; }

    /// <summary>The limit that is reached; null unless <see cref="Reason"/> is <see cref="PaidCallReason.OverLimit"/>.</summary>
    public BudgetRefusal? Limit { get; init; }

    /// <summary>The image: a file's name, or a link without its query.</summary>
    public string Image => Request.Image!.Name;

    /// <summary>What should move, and how.</summary>
    public string? Prompt => Request.Settings.Prompt;

    /// <summary>The model's id.</summary>
    public string Model => Request.Settings.Model!;

    /// <summary><c>width:height</c>.</summary>
    public string? Ratio => Request.Settings.Ratio;

    /// <summary>Seconds of video; null leaves them to the service.</summary>
    public int? Seconds => Request.Settings.Duration;

    /// <summary>What it will probably cost; null when nothing is known.</summary>
    public PriceEstimate? Price => Request.Price;

    /// <summary>What is allowed but unwise.</summary>
    public IReadOnlyList<string> Warnings => [.. Request.Violations.Where(v => v.Severity == Severity.Warning).Select(v => v.Problem)];

    /// <summary>
    /// What a person is asked, for a console or a message box: image, settings, seconds and price, and the limit that is reached. Names and prompt
    /// come from a model: they are shown on one line, without invisible characters, and without the marks of Markdown links and HTML tags.
    /// </summary>
    public override string ToString() => Limit is { } limit ? OverLimit(limit) : Settings();

    private string Settings()
    {
        var size = Request.Image!.Facts is { } facts ? string.Create(CultureInfo.InvariantCulture, $" ({facts.Width} x {facts.Height})") : "";
        var seconds = Seconds is { } s ? string.Create(CultureInfo.InvariantCulture, $", {s} s") : "";
        var take = NewTake ? ", one more take" : "";
        var price = IsRehearsal ? "a rehearsal: nothing is charged" : Price?.ToString() ?? "price unknown";
        return $"\"{ApprovalText.Of(Image)}\"{size}: {(Prompt is { } prompt ? $"\"{ApprovalText.Of(prompt)}\"" : "no prompt")}{Environment.NewLine}{ApprovalText.Of(Model)}, {ApprovalText.Of(Ratio ?? "any ratio")}{seconds}{take}; {price}";
    }

    private string OverLimit(BudgetRefusal limit)
    {
        var price = Price is { } estimate ? $" {char.ToUpperInvariant(estimate.ToString()[0])}{estimate.ToString()[1..]}." : "";
        var limits = string.Join(" and ", ((IEnumerable<BudgetRefusal>)[limit, .. limit.Others]).Select(BudgetReplies.Limit));
        return $"{char.ToUpperInvariant(limits[0])}{limits[1..]} {(limit.Others.Count == 0 ? "is" : "are")} reached."
            + $" The assistant wants one more video: \"{ApprovalText.Of(Image, ApprovalText.Short)}\", {ApprovalText.Of(Model)}, {ApprovalText.Of(Ratio)}, {Seconds} s"
            + $"{(Prompt is { } prompt ? $", \"{ApprovalText.Of(prompt, ApprovalText.Short)}\"" : "")}.{price} Allow this one? The limits stay as they are.";
    }
}
