using System.Text.Json;
using CometRunway.Sandbox.Contracts;
using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Images;
using CometRunway.Sandbox.Requests;

namespace CometRunway.Sandbox.Api;

/// <summary><c>POST /runwayml/v1/image_to_video</c>. Checks the API key, the gateway's rules, Runway's rules and the image, in this order, and then accepts the task.</summary>
internal sealed class CreateEndpoint(EndpointPipeline pipeline, ModelRegistry models, ImageResolver images, TaskCreator tasks, SandboxOptions options)
{
    public async Task<ApiResponse> HandleAsync(RequestContext context)
    {
        if (await RequestBody.ReadAsync(context.Http).ConfigureAwait(false) is not { } bytes)
        {
            return GatewayError(context, 413, "", "request body too large");
        }

        using var body = RequestBody.ParseObject(bytes);
        context.Model = body is null ? null : TextOf(body.RootElement, "model");
        if (await pipeline.Faults.BeforeAsync(context).ConfigureAwait(false) is { } fault)
        {
            return fault;
        }

        var response = await ValidateAsync(context, body, bytes.Length).ConfigureAwait(false);
        return await pipeline.Faults.AfterAsync(context, response).ConfigureAwait(false);
    }

    private async Task<ApiResponse> ValidateAsync(RequestContext context, JsonDocument? body, int length)
    {
        var http = context.Http.Request;
        var version = http.Headers[VersionHeader.Name] is [{ } sent] ? sent : null;
        if (pipeline.Authentication.Authenticate(http) is not { } account)
        {
            return BearerAuthentication.Unauthorized(context.RequestId);
        }

        if (ValidateAtGateway(context, body) is { } error)
        {
            return error;
        }

        if (options.StrictVersionHeader && !VersionHeader.IsDate(version))
        {
            return UpstreamError(ResponseBodies.Upstream($"{VersionHeader.Name} header is required, for example {VersionHeader.Current}"));
        }

        var reader = new CreateRequestReader(body!.RootElement, models.Find(context.Model!)!, VersionHeader.IsOlder(version));
        return reader.Read() is { } request
            ? await AcceptAsync(context, account, request, length).ConfigureAwait(false)
            : UpstreamError(ResponseBodies.Validation(reader.Issues));
    }

    private ApiResponse? ValidateAtGateway(RequestContext context, JsonDocument? body)
    {
        if (body is null)
        {
            return GatewayError(context, 400, "invalid_request", "the body is not a JSON object");
        }

        if (string.IsNullOrEmpty(context.Model))
        {
            return GatewayError(context, 400, "", "model name is required");
        }

        if (models.Find(context.Model) is null)
        {
            var model = context.Model.Length > 100 ? context.Model[..100] : context.Model;
            return GatewayError(context, 503, "model_not_found", $"no available channel for group default and model {model} (distributor)");
        }

        var image = body.RootElement.TryGetProperty("promptImage", out var value) ? value : default;
        return image.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || (image.ValueKind == JsonValueKind.String && image.GetString()!.Length == 0)
            ? ApiResponse.Json(400, ResponseBodies.Relay("prompt_image_empty"))
            : null;
    }

    private async Task<ApiResponse> AcceptAsync(RequestContext context, string account, CreateRequest request, int length)
    {
        InputImage image;
        try
        {
            // The token of the client is not used: the service processes a request that it has read even if the client disconnects.
            image = await images.ResolveAsync(request.ImageUri, CancellationToken.None).ConfigureAwait(false);
        }
        catch (InvalidImageException invalid)
        {
            return UpstreamError(ResponseBodies.Asset(invalid.Message));
        }

        context.TaskId = tasks.Create(account, request, image, length, hidden: context.Fault?.Fault is ResponseFault { HidesTask: true });
        context.Accepted = true;
        return ApiResponse.Json(200, new CreateResponse(context.TaskId), SandboxJson.Wire.CreateResponse);
    }

    private ApiResponse UpstreamError(string body) =>
        ApiResponse.Json(400, options.MaskUpstream ? ResponseBodies.FailToFetch(body, mask: true) : body);

    private static ApiResponse GatewayError(RequestContext context, int status, string code, string message) =>
        ApiResponse.Json(status, ResponseBodies.Gateway(context.FaultContext, code, message));

    private static string? TextOf(JsonElement body, string field) =>
        body.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
