using System.Text.Json.Nodes;

namespace CometRunway.FaultCampaign.Agents;

/// <summary>One video that somebody wants, once. The prompt is unlike any other's, so that the journal shows who paid for what.</summary>
internal sealed record Wish(string Prompt, string Image)
{
    public JsonObject Arguments => new() { ["image"] = Image, ["prompt"] = Prompt, ["duration"] = 5 };
}
