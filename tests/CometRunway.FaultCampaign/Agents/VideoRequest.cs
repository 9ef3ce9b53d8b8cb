using System.Text.Json.Nodes;

namespace CometRunway.FaultCampaign.Agents;

/// <summary>A video that an agent requests. The prompt is unique, so that journal entries can be matched to requests.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Image">The image.</param>
/// <param name="RequestId">The id with which the agent repeats the request, or null.</param>
internal sealed record VideoRequest(string Prompt, string Image, string? RequestId)
{
    public JsonObject Arguments
    {
        get
        {
            var arguments = new JsonObject { ["image"] = Image, ["prompt"] = Prompt, ["duration"] = 5 };
            if (RequestId is not null)
                arguments["requestId"] = RequestId;
            return arguments;
        }
    }
}
