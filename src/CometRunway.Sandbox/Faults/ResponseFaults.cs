using CometRunway.Sandbox.Contracts;
using static CometRunway.Sandbox.Faults.ResponseBodies;

namespace CometRunway.Sandbox.Faults;

/// <summary>The known error responses of the gateway and of Runway.</summary>
internal static class ResponseFaults
{
    private static readonly string[] Everywhere = [.. RouteNames.Api];
    private static readonly string[] Tasks = [RouteNames.Create, RouteNames.Read, RouteNames.Delete];
    private static readonly string[] Create = [RouteNames.Create];

    public static IEnumerable<Fault> All => [.. GatewayErrors, .. RateLimitErrors, .. ServerErrors, .. UpstreamErrors, .. AssetErrors];

    private static IEnumerable<ResponseFault> GatewayErrors =>
    [
        Of("model-name-required", "400: the model is missing", Create, 400, s => Gateway(s, "", "model name is required")),
        Of("invalid-request", "400 of the task relay", Tasks, 400, _ => Relay("invalid_request", "invalid request body")),
        Of("invalid-api-platform", "400 of the task relay", Tasks, 400, _ => Relay("invalid_api_platform")),
        Of("prompt-image-empty", "400: the gateway found no image", Create, 400, _ => Relay("prompt_image_empty")),
        Of("task-not-exist", "400: unknown or not yet visible", Tasks, 400, _ => Relay("task_not_exist")),
        Of("task-not-exist-404", "the same with 404", Tasks, 404, _ => Relay("task_not_exist")),
        Of("task-not-exist-200", "the same with 200", Tasks, 200, _ => Relay("task_not_exist")),
        Of("task-origin-not-exist", "400: the origin task is missing", Tasks, 400, _ => Relay("task_not_exist", "task_origin_not_exist")),
        Of("unauthorized", "401: unknown API key", Everywhere, 401, s => Gateway(s, "", "invalid token")),
        Of("unauthorized-new-api", "401 with the error type of the software that the gateway is based on", Everywhere, 401, s => Gateway(s, null, "invalid token", "new_api_error")),
        Of("quota-not-enough", "403: insufficient balance", Create, 403, _ => Relay("quota_not_enough", "user quota is not enough")),
        Of("user-banned", "403", Everywhere, 403, s => Gateway(s, "", "user has been banned")),
        Of("ip-not-allowed", "403", Everywhere, 403, s => Gateway(s, "", "your IP is not in the list of allowed addresses")),
        Of("token-model-forbidden", "403: the API key has no access to this model", Create, 403, s => Gateway(s, "", $"this token has no access to model {s.Model}")),
        Of("permission-denied", "403", Everywhere, 403, s => Gateway(s, "permission_denied", "permission denied")),
        Of("invalid-url", "404 of a wrong path", Everywhere, 404, s => InvalidUrl("GET", s.Path)),
        Of("too-large", "413", Create, 413, s => Gateway(s, "", "request body too large")),
    ];

    private static IEnumerable<ResponseFault> RateLimitErrors =>
    [
        Of("request-timeout", "408 of a server in front of the gateway", Everywhere, 408, _ => Page) with { ContentType = Html },
        Of("too-many-requests", "429 of the model's rate limiter", Everywhere, 429, s => Gateway(s, "", "1 minutes allow 10 requests")),
        Of("saturated", "429 with the gateway's Chinese sentence", Tasks, 429, _ => Relay("fail_to_fetch_task", SaturatedText)),
        Of("empty-429", "429 of the IP rate limiter, without a body", Everywhere, 429, _ => ""),
        Of("daily-quota", "429: Runway's daily quota is used up", Create, 429, _ => Upstream("You have reached your daily generation quota for this model.")),
    ];

    private static IEnumerable<ResponseFault> ServerErrors =>
    [
        Of("invalid-request-500", "500 for an invalid request", Tasks, 500, s => Gateway(s, "invalid_request", "field messages is required")),
        Of("build-request-failed", "500", Tasks, 500, _ => Relay("build_request_failed")),
        Of("do-request-failed", "500", Tasks, 500, _ => Relay("do_request_failed", MaskedText)),
        Of("read-response-body-failed", "500", Tasks, 500, _ => Relay("read_response_body_failed")),
        Of("insert-task-failed", "500 after the task was accepted", Create, 500, _ => Relay("insert_task_failed")) with { AfterAccept = true, HidesTask = true },
        Of("get-task-failed", "500", [RouteNames.Read, RouteNames.Delete], 500, _ => Relay("get_task_failed")),
        Of("model-not-found", "503; retrying does not help", Create, 503, s => Gateway(s, "model_not_found", $"no available channel for group default and model {s.Model} (distributor)")),
        Of("bad-gateway", "502 with an HTML page", Everywhere, 502, _ => Page) with { ContentType = Html },
        Of("service-unavailable", "503", Everywhere, 503, s => Gateway(s, "", "service unavailable")),
        Of("gateway-timeout", "504 with an HTML page", Everywhere, 504, _ => Page) with { ContentType = Html },
        Of("timeout-524", "524 of the CDN in front of the gateway", Everywhere, 524, _ => Page) with { ContentType = Html },
        Of("gateway-timeout-after-accept", "504 although the task was accepted", Create, 504, _ => Page) with { ContentType = Html, AfterAccept = true },
        Of("server-error-after-accept", "500 although the task was accepted", Create, 500, _ => Relay("do_request_failed", MaskedText)) with { AfterAccept = true },
    ];

    private static IEnumerable<ResponseFault> UpstreamErrors =>
    [
        Of("validation", "400 of Runway, forwarded", Create, 400, _ => Validation(RatioIssue)),
        Of("validation-wrapped", "400 of Runway in the relay's envelope", Create, 400, _ => FailToFetch(Validation(RatioIssue), mask: false)),
        Of("validation-masked", "400 of Runway without its reason", Create, 400, _ => FailToFetch(Validation(RatioIssue), mask: true)),
        Of("unknown-model-upstream", "400 of Runway for an unknown model", Create, 400, _ => Validation(ModelIssue)),
        Of("not-enough-credits", "400 of Runway", Create, 400, _ => Upstream("You do not have enough credits to run this task.")),
        Of("invalid-parameter", "400 of Runway in its older format", Create, 400, _ => Upstream("Invalid parameter 'promptText'")),
        Of("unauthorized-upstream", "401 of Runway", Tasks, 401, _ => Upstream("Unauthorized")),
        Of("model-variant-not-available", "403 of Runway", Create, 403, s => Upstream($"Model variant {s.Model} is not available")),
        Of("task-not-found-upstream", "404 of Runway", [RouteNames.Read, RouteNames.Delete], 404, _ => Upstream("Could not find Task")),
        Of("method-not-allowed", "405 of Runway", Tasks, 405, _ => Upstream("Method not allowed")),
        Of("upstream-502", "502 of Runway in the relay's envelope", Tasks, 502, _ => FailToFetch(Upstream("Bad gateway"), mask: false)),
    ];

    private static IEnumerable<ResponseFault> AssetErrors =>
    [
        OfAsset("asset-data-uri", "Invalid data URI"),
        OfAsset("asset-type", "Unsupported asset type"),
        OfAsset("asset-url", "Invalid URL"),
        OfAsset("asset-https-only", "Only HTTPS URLs are allowed"),
        OfAsset("asset-domain-only", "URLs must be hosted on a domain"),
        OfAsset("asset-fetch-failed", "Failed to fetch asset"),
        OfAsset("asset-http-status", "Received HTTP response code 404"),
        OfAsset("asset-timeout", "Timeout while fetching asset"),
        OfAsset("asset-aspect-ratio", "Invalid asset aspect ratio. width / height ratio must be at least 0.5. Got 0.462."),
    ];

    private static UpstreamIssue RatioIssue => new("invalid_value", ["ratio"], "Invalid option: expected one of \"1280:720\"|\"720:1280\"");

    private static UpstreamIssue ModelIssue => new("invalid_union", ["model"], "No matching discriminator");

    private static ResponseFault Of(string name, string description, string[] on, int status, Func<FaultContext, string> body) =>
        new(name, description, on, status, Json, body);

    private static ResponseFault OfAsset(string name, string reason) =>
        Of(name, $"400 of Runway: {reason}", Create, 400, _ => Asset(reason));
}
