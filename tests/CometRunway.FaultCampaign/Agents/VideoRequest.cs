using System.Text.Json.Nodes;

namespace CometRunway.FaultCampaign.Agents;

/// <summary>A video that an agent requests. The prompt is unique, so that journal entries can be matched to requests.</summary>
internal sealed record VideoRequest(string Prompt, string Image)
{
    public JsonObject Arguments => new() { ["image"] = Image, ["prompt"] = Prompt, ["duration"] = 5 };
}
