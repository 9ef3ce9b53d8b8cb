using CometRunway.Diagnostics;
using CometRunway.Errors;

namespace CometRunway.Videos.Downloads;

/// <summary>The reason why a video could not be saved.</summary>
public enum DownloadFailure
{
    /// <summary>The link is no longer valid, and a new link was not available or was also rejected.</summary>
    LinkExpired,

    /// <summary>The content is not a video.</summary>
    NotAVideo,

    /// <summary>The file is larger than the limit.</summary>
    TooLarge,

    /// <summary>The server stopped sending data.</summary>
    Stalled,

    /// <summary>The link does not use https, or its address is not public.</summary>
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
