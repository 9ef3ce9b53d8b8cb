using CometRunway.Api.Wire;
using CometRunway.Errors;

namespace CometRunway.Api.Http;

/// <summary>Maps status, code and text of an error response to an <see cref="ApiErrorKind"/>.</summary>
internal static class ErrorKinds
{
    // Fixed messages of the gateway (new-api): "request to upstream address failed" replaces any text that contains "post", "dial" or
    // "http"; "upstream load of this group is saturated" replaces the text of any 429.
    private const string MaskedUpstream = "请求上游地址失败";
    private const string MaskedSaturation = "上游负载已饱和";

    private static readonly string[] ImageTexts =
    [
        "Invalid data URI", "Unsupported asset type", "Invalid URL", "Only HTTPS URLs are allowed", "URLs must be hosted on a domain",
        "Failed to fetch asset", "Received HTTP response code", "Timeout while fetching asset", "Invalid asset aspect ratio",
    ];

    public static ApiErrorKind Of(Operation operation, ApiResponse response, ErrorEnvelope? error) =>
        ByCode(error)
        ?? ByText(operation, response, error)
        ?? ByBody(operation, response)
        ?? ByStatus(operation, response, error);

    /// <summary>Returns the kind according to the error codes alone; null when they are not conclusive.</summary>
    public static ApiErrorKind? ByCode(ErrorEnvelope? error) => ByCode(error?.Code) ?? ByCode(error?.InnerCode);

    private static ApiErrorKind? ByCode(string? code) => code?.ToLowerInvariant() switch
    {
        "task_not_exist" or "task_origin_not_exist" => ApiErrorKind.NoSuchTask,
        "insert_task_failed" or "get_task_failed" or "do_request_failed" or "build_request_failed" or "read_response_body_failed" => ApiErrorKind.ServiceFault,
        "model_not_found" => ApiErrorKind.ModelNotOffered,
        "quota_not_enough" or "insufficient_user_quota" or "insufficient_quota" => ApiErrorKind.InsufficientBalance,
        "prompt_image_empty" => ApiErrorKind.ImageRefused,
        "invalid_request" or "invalid_api_platform" => ApiErrorKind.InvalidRequest,
        "permission_denied" => ApiErrorKind.Forbidden,
        _ => null,
    };

    private static ApiErrorKind? ByText(Operation operation, ApiResponse response, ErrorEnvelope? error)
    {
        if (error?.Message is not { } text)
            return null;
        if (Has(text, "task_not_exist") || Has(text, "task_origin_not_exist"))
            return ApiErrorKind.NoSuchTask;
        if (Has(text, MaskedSaturation))
            return ApiErrorKind.RateLimited;
        if (Has(text, "no available channel") || (response.Status == 403 && Has(text, "is not available")))
            return ApiErrorKind.ModelNotOffered;
        if (Has(text, "not have enough credits"))
            return ApiErrorKind.InsufficientBalance;
        if (Has(text, "prompt_image_empty"))
            return ApiErrorKind.ImageRefused;
        return operation == Operation.Create && response.Status is 400 or 422 ? ByValidation(text, error) : null;
    }

    // Observed with status 400, 404 and inside other JSON with status 200, so it is searched for in the whole body.
    private static ApiErrorKind? ByBody(Operation operation, ApiResponse response) =>
        operation is Operation.Read or Operation.Cancel
        && (response.IsSuccess || response.Status is 400 or 404)
        && !response.IsHtml
        && response.Body.Span.IndexOf("task_not_exist"u8) >= 0
            ? ApiErrorKind.NoSuchTask
            : null;

    private static ApiErrorKind? ByValidation(string text, ErrorEnvelope error)
    {
        if (Has(text, MaskedUpstream))
            return ApiErrorKind.ReasonHidden;
        var isAboutImage = error.Issues.Count > 0 && error.Issues.All(static issue => issue.Field.StartsWith("promptImage", StringComparison.Ordinal));
        return isAboutImage || Array.Exists(ImageTexts, reason => Has(text, reason)) ? ApiErrorKind.ImageRefused : null;
    }

    private static ApiErrorKind ByStatus(Operation operation, ApiResponse response, ErrorEnvelope? error) => response.Status switch
    {
        401 => ApiErrorKind.InvalidKey,
        402 => ApiErrorKind.InsufficientBalance,
        403 => ApiErrorKind.Forbidden,
        404 => IsMissingTask(operation, response, error) ? ApiErrorKind.NoSuchTask : ApiErrorKind.WrongAddress,
        405 => ApiErrorKind.WrongAddress,
        408 or >= 500 => ApiErrorKind.ServiceFault,
        413 => ApiErrorKind.TooLarge,
        429 => ApiErrorKind.RateLimited,
        >= 400 when error is null => ApiErrorKind.UnreadableAnswer,
        >= 400 when error.Message is null || Has(error.Message, MaskedUpstream) => ApiErrorKind.ReasonHidden,
        >= 400 => ApiErrorKind.InvalidRequest,
        >= 200 and < 300 when error is not null => ApiErrorKind.ServiceFault,
        _ => ApiErrorKind.UnreadableAnswer,
    };

    // A 404 for a task is JSON. The gateway's 404 for an unknown endpoint contains "Invalid URL", an HTML page or nothing.
    private static bool IsMissingTask(Operation operation, ApiResponse response, ErrorEnvelope? error) =>
        operation is Operation.Read or Operation.Cancel && response.Json is not null && error?.Message is { } text && !Has(text, "Invalid URL");

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
