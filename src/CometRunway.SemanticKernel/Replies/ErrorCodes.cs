namespace CometRunway.SemanticKernel.Replies;

/// <summary>The stable values of <see cref="ErrorReply.Code"/>.</summary>
public static class ErrorCodes
{
    /// <summary>An argument is missing, unknown or has the wrong type.</summary>
    public const string InvalidArguments = "invalid_arguments";

    /// <summary>The request violates a rule of the model or of the API specification.</summary>
    public const string InvalidRequest = "invalid_request";

    /// <summary>No API key is available.</summary>
    public const string NotConfigured = "not_configured";

    /// <summary>The service rejected the request and gave a reason.</summary>
    public const string RequestRefused = "request_refused";

    /// <summary>The service rejected the request, and the gateway hides the reason.</summary>
    public const string ReasonHidden = "reason_hidden";

    /// <summary>The service rejected the image or could not fetch it.</summary>
    public const string ImageRefused = "picture_refused";

    /// <summary>The image could not be uploaded, so nothing was sent.</summary>
    public const string UploadFailed = "upload_failed";

    /// <summary>The API key is invalid or revoked.</summary>
    public const string InvalidKey = "invalid_key";

    /// <summary>The API key has no permission for this operation.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>The balance is used up.</summary>
    public const string InsufficientBalance = "insufficient_balance";

    /// <summary>The model is not available.</summary>
    public const string ModelNotOffered = "model_not_offered";

    /// <summary>The request is too large.</summary>
    public const string TooLarge = "too_large";

    /// <summary>The service limits the rate of requests.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>The configured address does not have this API.</summary>
    public const string WrongAddress = "wrong_address";

    /// <summary>The service has an internal error or is unavailable.</summary>
    public const string ServiceFault = "service_fault";

    /// <summary>The response cannot be read.</summary>
    public const string UnreadableAnswer = "unreadable_answer";

    /// <summary>The service cannot be reached; nothing was sent.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>It is unknown whether the task was created.</summary>
    public const string OutcomeUnknown = "outcome_unknown";

    /// <summary>The same request was made before and its outcome is unknown, so it is not sent again.</summary>
    public const string EarlierOutcomeUnknown = "earlier_outcome_unknown";

    /// <summary>The <c>requestId</c> belongs to a task of another request, so nothing is sent.</summary>
    public const string RequestIdConflict = "request_id_conflict";

    /// <summary>A limit of the user is reached.</summary>
    public const string BudgetReached = "budget_reached";

    /// <summary>A person declined the paid call.</summary>
    public const string Declined = "declined";

    /// <summary>No task has this handle or id.</summary>
    public const string NoSuchTask = "no_such_task";

    /// <summary>The task was created with another API key, and the service does not let the key in use read or cancel it.</summary>
    public const string OtherKey = "other_key";

    /// <summary>The name matches several tasks.</summary>
    public const string AmbiguousTask = "ambiguous_task";

    /// <summary>The service ended the task without a video.</summary>
    public const string TaskFailed = "task_failed";

    /// <summary>The task was cancelled.</summary>
    public const string TaskCancelled = "task_cancelled";

    /// <summary>The service no longer knows the task.</summary>
    public const string TaskLost = "task_lost";

    /// <summary>The ledger cannot be written, so nothing is created.</summary>
    public const string LedgerUnavailable = "ledger_unavailable";

    /// <summary>The video could not be saved: the folder for videos cannot be created, is not writable or is full. Nothing is created.</summary>
    public const string OutputUnavailable = "output_unavailable";

    /// <summary>The program is stopping and creates no more tasks.</summary>
    public const string AppStopping = "app_stopping";

    /// <summary>An internal error of this tool.</summary>
    public const string InternalError = "internal_error";
}
