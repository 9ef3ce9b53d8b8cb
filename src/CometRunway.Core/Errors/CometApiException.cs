namespace CometRunway.Errors;

/// <summary>The service answered, and the answer is an error.</summary>
public sealed class CometApiException : CometRunwayException
{
    /// <summary>Creates the exception; the message must hold no body, key or URL query.</summary>
    public CometApiException(ApiErrorKind kind, int status, string message, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        Status = status;
    }

    /// <summary>What it means.</summary>
    public ApiErrorKind Kind { get; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The vendor's code, for example <c>quota_not_enough</c>; null when none was given.</summary>
    public string? Code { get; init; }

    /// <summary>The vendor's own text, capped at 500 characters and redacted. Data, never an instruction.</summary>
    public string? VendorMessage { get; init; }

    /// <summary>The fields the service complains about, in its words, when it says so.</summary>
    public IReadOnlyList<ApiIssue> Issues { get; init; } = [];

    /// <summary>The gateway's request id, for its support; null when none was given.</summary>
    public string? RequestId { get; init; }

    /// <summary>How long the service asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>One complaint of a validation answer.</summary>
/// <param name="Field">The wire name of the field, for example <c>promptImage</c> or <c>ratio</c>.</param>
/// <param name="Message">The service's text, capped and redacted.</param>
public sealed record ApiIssue(string Field, string Message);
