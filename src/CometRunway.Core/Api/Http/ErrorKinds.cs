using CometRunway.Api.Wire;
using CometRunway.Errors;

namespace CometRunway.Api.Http;

/// <summary>Maps status, code and text of an error answer to what it means.</summary>
internal static class ErrorKinds
{
    // The gateway's fixed sentences (new-api): "request to upstream address failed" stands in for any text with "post", "dial" or
    // "http" in it; "upstream load of this group is saturated" for any 429.
    private const string MaskedUpstream = "请求上游地址失败";
    private const string MaskedSaturation = "上游负载已饱和";

    private static readonly string[] ImageTexts =
    [
        "Invalid data URI", "Unsupported asset type", "Invalid URL", "Only HTTPS URLs are allowed", "URLs must be hosted on a domain",
        "Failed to fetch asset", "Received HTTP response code", "Timeout while fetching asset", "Invalid asset aspect ratio",
    ];

    public static ApiErrorKind Of(Operation operation, ApiResponse answer, ErrorEnvelope? error) =>
        ByCode(error)
        ?? ByText(operation, answer, error)
        ?? ByBody(operation, answer)
        ?? ByStatus(operation, answer, error);

    /// <summary>What the codes alone say; null when they say nothing definite.</summary>
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

    private static ApiErrorKind? ByText(Operation operation, ApiResponse answer, ErrorEnvelope? error)
    {
        if (error?.Message is not { } text)
            return null;
        if (Has(text, "task_not_exist") || Has(text, "task_origin_not_exist"))
            return ApiErrorKind.NoSuchTask;
        if (Has(text, MaskedSaturation))
            return ApiErrorKind.RateLimited;
        if (Has(text, "no available channel") || (answer.Status == 403 && Has(text, "is not available")))
            return ApiErrorKind.ModelNotOffered;
        if (Has(text, "not have enough credits"))
            return ApiErrorKind.InsufficientBalance;
        if (Has(text, "prompt_image_empty"))
            return ApiErrorKind.ImageRefused;
        return operation == Operation.Create && answer.Status is 400 or 422 ? ByValidation(text, error) : null;
    }

    // Seen at 400, at 404 and inside other JSON at 200, so the word counts wherever it stands.
    private static ApiErrorKind? ByBody(Operation operation, ApiResponse answer) =>
        operation is Operation.Read or Operation.Cancel
        && (answer.IsSuccess || answer.Status is 400 or 404)
        && !answer.IsHtml
        && answer.Body.Span.IndexOf("task_not_exist"u8) >= 0
            ? ApiErrorKind.NoSuchTask
            : null;

    private static ApiErrorKind? ByValidation(string text, ErrorEnvelope error)
    {
        if (Has(text, MaskedUpstream))
            return ApiErrorKind.ReasonHidden;
        var ofImage = error.Issues.Count > 0 && error.Issues.All(static issue => issue.Field.StartsWith("promptImage", StringComparison.Ordinal));
        return ofImage || Array.Exists(ImageTexts, reason => Has(text, reason)) ? ApiErrorKind.ImageRefused : null;
    }

    private static ApiErrorKind ByStatus(Operation operation, ApiResponse answer, ErrorEnvelope? error) => answer.Status switch
    {
        401 => ApiErrorKind.InvalidKey,
        402 => ApiErrorKind.InsufficientBalance,
        403 => ApiErrorKind.Forbidden,
        404 => IsMissingTask(operation, answer, error) ? ApiErrorKind.NoSuchTask : ApiErrorKind.WrongAddress,
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

    // A 404 about a task is JSON; the gateway's own about a route says "Invalid URL", or is a page, or nothing.
    private static bool IsMissingTask(Operation operation, ApiResponse answer, ErrorEnvelope? error) =>
        operation is Operation.Read or Operation.Cancel && answer.Json is not null && error?.Message is { } text && !Has(text, "Invalid URL");

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
