using CometRunway.Errors;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>
/// It is unknown whether the service accepted a request, so it may have been charged. Do not repeat it. A person resolves it with
/// <see cref="ITaskStoreAdmin.ResolveUnknownAsync"/> or on the command line.
/// </summary>
public sealed class VideoOutcomeUnknownException : VideoTaskException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="task">The task of unknown outcome.</param>
    /// <param name="isEarlier">True if an earlier equal request has the unknown outcome: this time nothing was sent.</param>
    /// <param name="inner">The cause.</param>
    public VideoOutcomeUnknownException(VideoTask task, bool isEarlier, Exception? inner = null)
        : base(Describe(task, isEarlier), task, inner) => Charge = isEarlier ? ChargeStatus.No : ChargeStatus.Unknown;

    private static string Describe(VideoTask task, bool isEarlier)
    {
        ArgumentNullException.ThrowIfNull(task);
        var id = task.UnconfirmedId is null ? "" : $" The response contains the id {task.UnconfirmedId}, which the service has not confirmed.";
        return isEarlier
            ? $"Nothing was sent: the same request was sent before as {task.Handle}, whose outcome is unknown; it may have been charged, and a person must resolve it first.{id}"
            : $"It is unknown whether the service accepted {task.Handle}; it may have been charged. It is not repeated, and a person can resolve it.{id}";
    }
}
