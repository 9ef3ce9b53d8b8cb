using CometRunway.Diagnostics;
using CometRunway.Errors;

namespace CometRunway.Videos.Downloads;

/// <summary>The reason why a video could not be saved.</summary>
public enum DownloadFailure
{
    /// <summary>The link is no longer valid: it was rejected a day or more after the video was finished, and so was a new link, or there was none.</summary>
    LinkExpired,

    /// <summary>The content is not a video.</summary>
    NotAVideo,

    /// <summary>The file is larger than the limit.</summary>
    TooLarge,

    /// <summary>The server stopped sending data.</summary>
    Stalled,

    /// <summary>The address of the link is not public, or a redirect does not lead to a web link.</summary>
    AddressRefused,

    /// <summary>The disk or a quota is full.</summary>
    DiskFull,

    /// <summary>The folder cannot be created or accessed.</summary>
    FolderUnavailable,

    /// <summary>There is no permission to write to the folder or file.</summary>
    PermissionDenied,

    /// <summary>The connection was interrupted, or the received parts do not match.</summary>
    Broken,

    /// <summary>The server returned an error.</summary>
    ServiceError,

    /// <summary>Another process is saving the same file.</summary>
    Busy,

    /// <summary>The video store that the app registered failed.</summary>
    StoreFailed,

    /// <summary>The link was rejected although it is new, and so was another one, or there was none.</summary>
    LinkRejected,

    /// <summary>The link is one of the service itself and requires the API key, and the key of the task was rejected or is not known.</summary>
    LinkNeedsKey,

    /// <summary>The link uses plain http, which is not used, and the same address with https did not deliver the video.</summary>
    LinkNotSecure,

    /// <summary>The service reports that the video is finished and gives no link to it.</summary>
    NoLink,

    /// <summary>The link that the service gives contains the API key, so it is neither kept nor used.</summary>
    LinkHasKey,
}

/// <summary>The exception that is thrown when a video could not be saved. The task and its payment are not affected.</summary>
public sealed class DownloadException : CometRunwayException, IHasErrorType
{
    /// <summary>Creates the exception. The message may contain the host of a link, but no other part of it.</summary>
    public DownloadException(DownloadFailure kind, string message, bool retryLater, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        IsTransient = retryLater;
    }

    /// <summary>The kind of failure.</summary>
    public DownloadFailure Kind { get; }

    /// <summary>True if a retry may succeed; the same value as <see cref="CometRunwayException.IsTransient"/>.</summary>
    public bool RetryLater => IsTransient;

    string IHasErrorType.ErrorType => ErrorTypes.Snake(Kind.ToString());
}
