using CometRunway.Sandbox.Contracts;
using CometRunway.Sandbox.Requests;

namespace CometRunway.Sandbox.Api;

/// <summary>Lists models and prices.</summary>
internal sealed class ModelEndpoints(ModelRegistry models)
{
    private const long Created = 1_758_672_000;

    /// <summary><c>GET /api/models</c>, which needs no API key.</summary>
    public Task<ApiResponse> PublicModelsAsync(RequestContext context)
    {
        PublicModel[] data = [.. models.Models.Select(Describe)];
        return Task.FromResult(ApiResponse.Json(200, new PublicModelList(true, 0, 0, data.Length, data), SandboxJson.Wire.PublicModelList));
    }

    /// <summary><c>GET /v1/models</c>.</summary>
    public Task<ApiResponse> AccountModelsAsync(RequestContext context, string account)
    {
        AccountModel[] data = [.. models.Models.Select(model => new AccountModel(model.Id, "model", Created, "runway"))];
        return Task.FromResult(ApiResponse.Json(200, new AccountModelList("list", data), SandboxJson.Wire.AccountModelList));
    }

    private static PublicModel Describe(ModelDefinition model) => new(
        model.Id,
        "runway",
        "video",
        ["image-to-video"],
        new PublicPrice("USD / M Tokens", null, null, model.PerRequest, model.PerSecond),
        ["/runwayml/v1/image_to_video"],
        "https://apidoc.cometapi.com",
        false);
}
