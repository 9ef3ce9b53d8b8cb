using CometRunway.Diagnostics;
using CometRunway.Errors;

namespace CometRunway.Videos.Downloads;

/// <summary>Why a video could not be saved.</summary>
public enum DownloadFailure
{
    /// <summary>The link is refused, and no fresh one helped.</summary>
    LinkExpired,

    /// <summary>What came is not a video.</summary>
    NotAVideo,

    /// <summary>It is larger than allowed.</summary>
    TooLarge,

    /// <summary>The sender fell silent.</summary>
    Stalled,

    /// <summary>The link leads to an address that is not public, or is not https.</summary>
    AddressRefused,

    /// <summary>The disk or a quota is full.</summary>
    DiskFull,

    /// <summary>The folder cannot be made or reached.</summary>
    FolderUnavailable,

    /// <summary>The folder or file may not be written.</summary>
    PermissionDenied,

    /// <summary>The connection broke, or what arrived does not fit together.</summary>
    Broken,

    /// <summary>The server answered with an error.</summary>
    ServiceError,

    /// <summary>Another process is saving the same file right now.</summary>
    Busy,

    /// <summary>The video store that the app registered failed.</summary>
    StoreFailed,
}

/// <summary>A video could not be saved. The task and its payment are not touched by that.</summary>
public sealed class DownloadException : CometRunwayException, IHasErrorType
{
    /// <summary>Creates the exception; the message must hold no link beyond its host.</summary>
    public DownloadException(DownloadFailure kind, string message, bool retryLater, Exception? inner = null)
        : base(message, inner)
    {
        Kind = kind;
        IsTransient = retryLater;
    }

    /// <summary>What went wrong.</summary>
    public DownloadFailure Kind { get; }

    /// <summary>True when trying again later, without changing anything else, may help; the same as <see cref="CometRunwayException.IsTransient"/>.</summary>
    public bool RetryLater => IsTransient;

    string IHasErrorType.ErrorType => ErrorTypes.Snake(Kind.ToString());
}
