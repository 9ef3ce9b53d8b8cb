namespace CometRunway.Errors;

/// <summary>The kind of an error response. Each kind requires a different next step.</summary>
public enum ApiErrorKind
{
    /// <summary>The service rejected the request body and gave a reason.</summary>
    InvalidRequest,

    /// <summary>The service rejected the request body and the gateway hides the reason.</summary>
    ReasonHidden,

    /// <summary>The service rejected the image or could not download it.</summary>
    ImageRefused,

    /// <summary>The API key is missing, wrong or revoked (401).</summary>
    InvalidKey,

    /// <summary>The API key has no permission for this request (403).</summary>
    Forbidden,

    /// <summary>The balance or credits of the account are insufficient.</summary>
    InsufficientBalance,

    /// <summary>The gateway does not provide the model (503 <c>model_not_found</c>, 403 "not available"). Retrying fails until it provides the model again.</summary>
    ModelNotOffered,

    /// <summary>The request body is too large (413).</summary>
    TooLarge,

    /// <summary>Too many requests, or the daily quota is used up (429).</summary>
    RateLimited,

    /// <summary>The service does not know the task.</summary>
    NoSuchTask,

    /// <summary>The endpoint does not exist: the base address is wrong.</summary>
    WrongAddress,

    /// <summary>A server or gateway error (5xx).</summary>
    ServiceFault,

    /// <summary>The response is not a valid API response: HTML, a redirect, or an empty, truncated or oversized body.</summary>
    UnreadableAnswer,
}
