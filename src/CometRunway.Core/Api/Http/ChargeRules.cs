using CometRunway.Api.Wire;
using CometRunway.Errors;

namespace CometRunway.Api.Http;

/// <summary>
/// Whether a create that was answered with an error can have cost money. "No" needs proof; everything else is "unknown".
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>4xx with an error that can be read: the gateway or Runway refused the body before a task was made. "No".</item>
/// <item>401, 403, 404, 405, 413, 429: refused by the status alone, also with a page or an empty body (the gateway's limiter sends an
/// empty 429). "No".</item>
/// <item>408 and every other 4xx without a readable error: sent by something in between that may have passed the request on. "Unknown".</item>
/// <item>5xx: the gateway asks upstream before it answers, and may have lost the answer. "Unknown"; so is 524, where the way in front of
/// the gateway timed out. Except 503 <c>model_not_found</c> (there is no channel to ask) and 500 <c>invalid_request</c> (a refusal of
/// the body with the wrong status): "No".</item>
/// <item><c>insert_task_failed</c>, with whatever status: upstream has taken the task; only storing it failed. "Unknown".</item>
/// <item>2xx: "No" only when the body names a code that stands for a refusal; a body without id, cut, empty or unreadable: "Unknown".</item>
/// <item>3xx: never followed, and nobody says what the redirecting side did. "Unknown".</item>
/// </list>
/// The sources are the error pages of the two services and the public code of the gateway's lineage.
/// </remarks>
internal static class ChargeRules
{
    public static ChargeStatus Of(Operation operation, int status, ApiErrorKind kind, ErrorEnvelope? error)
    {
        if (operation != Operation.Create)
            return ChargeStatus.No;
        if (IsInsertFailure(error?.Code) || IsInsertFailure(error?.InnerCode))
            return ChargeStatus.Unknown;
        return status switch
        {
            >= 200 and < 300 => IsRefusal(ErrorKinds.ByCode(error)) ? ChargeStatus.No : ChargeStatus.Unknown,
            401 or 403 or 404 or 405 or 413 or 429 => ChargeStatus.No,
            408 => ChargeStatus.Unknown,
            >= 400 and < 500 => kind == ApiErrorKind.UnreadableAnswer ? ChargeStatus.Unknown : ChargeStatus.No,
            >= 500 => ErrorKinds.ByCode(error) is ApiErrorKind.ModelNotOffered or ApiErrorKind.InvalidRequest ? ChargeStatus.No : ChargeStatus.Unknown,
            _ => ChargeStatus.Unknown,
        };
    }

    private static bool IsInsertFailure(string? code) => string.Equals(code, "insert_task_failed", StringComparison.OrdinalIgnoreCase);

    private static bool IsRefusal(ApiErrorKind? kind) => kind is ApiErrorKind.InvalidRequest or ApiErrorKind.ImageRefused
        or ApiErrorKind.InsufficientBalance or ApiErrorKind.ModelNotOffered or ApiErrorKind.Forbidden;
}
