namespace CometRunway.SemanticKernel.Replies;

/// <summary>The stable words in <see cref="ErrorReply.Code"/>.</summary>
public static class ErrorCodes
{
    /// <summary>An argument is missing, mistyped or unknown.</summary>
    public const string InvalidArguments = "invalid_arguments";

    /// <summary>The request breaks a rule of the model or of the specification.</summary>
    public const string InvalidRequest = "invalid_request";

    /// <summary>No API key is set.</summary>
    public const string NotConfigured = "not_configured";

    /// <summary>The service refused the request and says why.</summary>
    public const string RequestRefused = "request_refused";

    /// <summary>The service refused the request and the gateway hides the reason.</summary>
    public const string ReasonHidden = "reason_hidden";

    /// <summary>The service refused the image or could not fetch it.</summary>
    public const string ImageRefused = "picture_refused";

    /// <summary>The image could not be uploaded, so nothing was sent.</summary>
    public const string UploadFailed = "upload_failed";

    /// <summary>The key is wrong or revoked.</summary>
    public const string InvalidKey = "invalid_key";

    /// <summary>The key may not do this.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>The balance is used up.</summary>
    public const string InsufficientBalance = "insufficient_balance";

    /// <summary>The model is not on offer.</summary>
    public const string ModelNotOffered = "model_not_offered";

    /// <summary>The request is too large.</summary>
    public const string TooLarge = "too_large";

    /// <summary>The service takes no more for now.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>The address does not speak this API.</summary>
    public const string WrongAddress = "wrong_address";

    /// <summary>The service is out of order.</summary>
    public const string ServiceFault = "service_fault";

    /// <summary>The answer cannot be read.</summary>
    public const string UnreadableAnswer = "unreadable_answer";

    /// <summary>The service cannot be reached; nothing was sent.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>Nobody can tell whether the task exists.</summary>
    public const string OutcomeUnknown = "outcome_unknown";

    /// <summary>An equal request of unknown outcome stands in the way.</summary>
    public const string EarlierOutcomeUnknown = "earlier_outcome_unknown";

    /// <summary>The user's own limit is reached.</summary>
    public const string BudgetReached = "budget_reached";

    /// <summary>A person said no to a paid call.</summary>
    public const string Declined = "declined";

    /// <summary>There is no such task here.</summary>
    public const string NoSuchTask = "no_such_task";

    /// <summary>The short form fits several tasks.</summary>
    public const string AmbiguousTask = "ambiguous_task";

    /// <summary>The service ended the task without a video.</summary>
    public const string TaskFailed = "task_failed";

    /// <summary>The task was cancelled.</summary>
    public const string TaskCancelled = "task_cancelled";

    /// <summary>The service no longer knows the task.</summary>
    public const string TaskLost = "task_lost";

    /// <summary>The ledger cannot be written, so nothing may be created.</summary>
    public const string LedgerUnavailable = "ledger_unavailable";

    /// <summary>The program is stopping and creates nothing any more.</summary>
    public const string AppStopping = "app_stopping";

    /// <summary>A fault of this tool.</summary>
    public const string InternalError = "internal_error";
}
