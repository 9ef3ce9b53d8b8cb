using CometRunway.Requests;
using CometRunway.SemanticKernel.Functions;
using CometRunway.SemanticKernel.Guard;
using CometRunway.Store;

namespace CometRunway.SemanticKernel.Approval;

/// <summary>What a person is asked: one video, and the limits it would go over.</summary>
/// <param name="Request">The video.</param>
/// <param name="Refusal">The limits.</param>
public sealed record BudgetQuestion(PreparedRequest Request, BudgetRefusal Refusal)
{
    /// <summary>The question in words. Names and prompt come from a model: they are quoted and short.</summary>
    public override string ToString()
    {
        var draft = Request.Draft;
        var price = Request.Price is { } estimate ? $" {char.ToUpperInvariant(estimate.ToString()[0])}{estimate.ToString()[1..]}." : "";
        return $"{Limits()} The assistant wants one more video: \"{ArgumentValue.Show(Request.Image?.Name)}\", {draft.Model}, {draft.Ratio}, {draft.Duration} s"
            + $"{(draft.Prompt is { } prompt ? $", \"{ArgumentValue.Show(prompt)}\"" : "")}.{price} Allow this one? The limits stay as they are.";
    }

    private string Limits()
    {
        var limits = string.Join(" and ", ((IEnumerable<BudgetRefusal>)[Refusal, .. Refusal.Others]).Select(BudgetReplies.Limit));
        return $"{char.ToUpperInvariant(limits[0])}{limits[1..]} {(Refusal.Others.Count == 0 ? "is" : "are")} reached.";
    }
}
