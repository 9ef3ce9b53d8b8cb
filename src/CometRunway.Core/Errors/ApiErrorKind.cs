namespace CometRunway.Errors;

/// <summary>What an error answer of the service means to the caller; each kind asks for a different next step.</summary>
public enum ApiErrorKind
{
    /// <summary>The body was refused and the answer says why.</summary>
    InvalidRequest,

    /// <summary>The body was refused and the gateway hides the reason.</summary>
    ReasonHidden,

    /// <summary>The image was refused or could not be fetched.</summary>
    ImageRefused,

    /// <summary>The key is missing, wrong or revoked (401).</summary>
    InvalidKey,

    /// <summary>The key may not do this (403).</summary>
    Forbidden,

    /// <summary>The account has not enough balance or credits.</summary>
    InsufficientBalance,

    /// <summary>The model is not served here (503 <c>model_not_found</c>, 403 "not available"): final until it is offered again.</summary>
    ModelNotOffered,

    /// <summary>The body is too large (413).</summary>
    TooLarge,

    /// <summary>Too many requests or the day's quota is used up (429).</summary>
    RateLimited,

    /// <summary>The service does not know the task.</summary>
    NoSuchTask,

    /// <summary>The route does not exist at this address: a wrong base address.</summary>
    WrongAddress,

    /// <summary>A fault of the service or of the way to it (5xx).</summary>
    ServiceFault,

    /// <summary>The answer is not what the API speaks: HTML, a redirect, an empty or cut or endless body.</summary>
    UnreadableAnswer,
}
