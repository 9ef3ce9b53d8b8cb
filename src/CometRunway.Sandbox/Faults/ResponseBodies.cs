using System.Text.Json;
using CometRunway.Sandbox.Contracts;

namespace CometRunway.Sandbox.Faults;

/// <summary>The bodies of the gateway's and Runway's error responses.</summary>
internal static class ResponseBodies
{
    public const string Json = "application/json; charset=utf-8";
    public const string Html = "text/html; charset=utf-8";
    public const string DocUrl = "https://docs.dev.runwayml.com/api";

    /// <summary>The text with which the gateway replaces an upstream text that contains an address.</summary>
    public const string MaskedText = "请求上游地址失败";

    /// <summary>The gateway's text when the upstream of a model is saturated.</summary>
    public const string SaturatedText = "当前分组上游负载已饱和，请稍后再试";

    public const string Page = "<!DOCTYPE html><html><head><title>Just a snapshot...</title></head><body><h1>Please wait</h1></body></html>";

    public static string Gateway(FaultContext context, string? code, string message, string type = "comet_api_error", string? param = null) =>
        Write(new GatewayError(new(code, $"{message} (request id: {context.RequestId})", type, param)));

    public static string Gateway(GatewayErrorDetail detail) => Write(new GatewayError(detail));

    public static string Relay(string code, string? message = null) =>
        JsonSerializer.Serialize(new RelayError(code, message ?? code), SandboxJson.Wire.RelayError);

    public static string Upstream(string error, IReadOnlyList<UpstreamIssue>? issues = null) =>
        JsonSerializer.Serialize(new UpstreamError(error, issues, issues is null ? null : DocUrl), SandboxJson.Wire.UpstreamError);

    public static string Validation(params IReadOnlyList<UpstreamIssue> issues) => Upstream("Validation of body failed", issues);

    public static string Asset(string reason) => Validation(new UpstreamIssue("custom", ["promptImage"], reason));

    public static string InvalidUrl(string method, string path) =>
        Gateway(new GatewayErrorDetail("", $"Invalid URL ({method} {path})", "invalid_request_error", ""));

    /// <summary>
    /// Returns an upstream error as the gateway forwards it. If <paramref name="mask"/> is set and the text contains an address, the text is masked.
    /// </summary>
    public static string FailToFetch(string upstreamBody, bool mask)
    {
        string[] addressWords = ["post", "dial", "http"];
        var hidden = mask && addressWords.Any(word => upstreamBody.Contains(word, StringComparison.OrdinalIgnoreCase));
        return Relay("fail_to_fetch_task", hidden ? MaskedText : upstreamBody);
    }

    private static string Write(GatewayError error) => JsonSerializer.Serialize(error, SandboxJson.Wire.GatewayError);
}
