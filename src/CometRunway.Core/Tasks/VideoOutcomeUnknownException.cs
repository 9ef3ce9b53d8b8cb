using CometRunway.Errors;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>
/// Nobody can tell whether the service took a request, so it may have been charged. Never repeat it; a person settles it, with
/// <see cref="ITaskStoreAdmin.ResolveUnknownAsync"/> or on the command line.
/// </summary>
public sealed class VideoOutcomeUnknownException : VideoTaskException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="task">The task of unknown outcome.</param>
    /// <param name="isEarlier">True when it is an earlier one that stands in the way of an equal request: this time nothing was sent.</param>
    /// <param name="inner">What happened on the way.</param>
    public VideoOutcomeUnknownException(VideoTask task, bool isEarlier, Exception? inner = null)
        : base(Describe(task, isEarlier), task, inner) => Charge = isEarlier ? ChargeStatus.No : ChargeStatus.Unknown;

    private static string Describe(VideoTask task, bool isEarlier)
    {
        ArgumentNullException.ThrowIfNull(task);
        return isEarlier
            ? $"Nothing was sent: the same request was sent before as {task.Handle}, whose outcome is unknown; it may have been charged, and a person must settle it first."
            : $"Nobody can tell whether the service took {task.Handle}; it may have been charged. It is not repeated, and a person can settle it.";
    }
}
