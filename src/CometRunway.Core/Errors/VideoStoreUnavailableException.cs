namespace CometRunway.Errors;

/// <summary>
/// The exception that is thrown when a video could not be saved after it was paid: the folder for videos cannot be created, is not writable or has no
/// space, or the video store of the app says so. The create was refused before anything was sent, and nothing was charged.
/// </summary>
public sealed class VideoStoreUnavailableException : CometRunwayException
{
    /// <summary>Creates the exception; the message names the problem and how to fix it.</summary>
    public VideoStoreUnavailableException(string message, Exception? inner = null)
        : base(message, inner) => Charge = ChargeStatus.No;
}
