using CometRunway.Api.Wire;
using CometRunway.Errors;

namespace CometRunway.Api.Http;

/// <summary>
/// Decides whether a create request that failed may have cost money. "No" needs proof; everything else is "unknown".
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>An id at a place in which services put the id of a task: "Unknown", whatever the response says otherwise. The exceptions are the six statuses below
/// with a readable error.</item>
/// <item>4xx with a readable error: the gateway or Runway rejected the body before it created a task. "No".</item>
/// <item>401, 403, 404, 405, 413, 429: the status alone means rejected, even with an HTML page or an empty body (the gateway's rate
/// limiter sends an empty 429). "No".</item>
/// <item>408 and every other 4xx without a readable error: an intermediary sent it and may have forwarded the request. "Unknown".</item>
/// <item>5xx, including 524 (a proxy in front of the gateway timed out): the gateway calls Runway before it responds and may have lost
/// Runway's response. "Unknown". Exceptions are 503 <c>model_not_found</c> (there is no upstream channel) and 500
/// <c>invalid_request</c> (the body was rejected with the wrong status): "No".</item>
/// <item><c>insert_task_failed</c> with any status: Runway accepted the task and only storing it failed. "Unknown".</item>
/// <item>2xx: "No" only when the body has a code that means rejected. A body without id, or a truncated, empty or invalid body: "Unknown".</item>
/// <item>3xx: redirects are not followed, and it is not known what the redirecting server did. "Unknown".</item>
/// </list>
/// The sources are the error documentation of both services and the public source code on which the gateway is based.
/// </remarks>
internal static class ChargeRules
{
    public static ChargeStatus Of(Operation operation, int status, ApiErrorKind kind, ErrorEnvelope? error, bool hasId)
    {
        if (operation != Operation.Create)
            return ChargeStatus.No;
        if (hasId && !(MeansRejected(status) && error is not null))
            return ChargeStatus.Unknown;
        if (IsInsertFailure(error?.Code) || IsInsertFailure(error?.InnerCode))
            return ChargeStatus.Unknown;
        return status switch
        {
            >= 200 and < 300 => IsRejection(ErrorKinds.ByCode(error)) ? ChargeStatus.No : ChargeStatus.Unknown,
            _ when MeansRejected(status) => ChargeStatus.No,
            408 => ChargeStatus.Unknown,
            >= 400 and < 500 => kind == ApiErrorKind.UnreadableAnswer ? ChargeStatus.Unknown : ChargeStatus.No,
            >= 500 => ErrorKinds.ByCode(error) is ApiErrorKind.ModelNotOffered or ApiErrorKind.InvalidRequest ? ChargeStatus.No : ChargeStatus.Unknown,
            _ => ChargeStatus.Unknown,
        };
    }

    private static bool MeansRejected(int status) => status is 401 or 403 or 404 or 405 or 413 or 429;

    private static bool IsInsertFailure(string? code) => string.Equals(code, "insert_task_failed", StringComparison.OrdinalIgnoreCase);

    private static bool IsRejection(ApiErrorKind? kind) => kind is ApiErrorKind.InvalidRequest or ApiErrorKind.ImageRefused
        or ApiErrorKind.InsufficientBalance or ApiErrorKind.ModelNotOffered or ApiErrorKind.Forbidden;
}
