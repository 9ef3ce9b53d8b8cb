using CometRunway.Errors;
using CometRunway.Requests;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>
/// The <see cref="VideoRequest.RequestId"/> belongs to a task of another request, so nothing was sent. For this request, use another key; to find out what the
/// key stands for, read <see cref="VideoTaskException.Task"/>.
/// </summary>
public sealed class RequestIdConflictException : VideoTaskException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="task">The task of the request id.</param>
    public RequestIdConflictException(VideoTask task)
        : base(Describe(task), task) => Charge = ChargeStatus.No;

    private static string Describe(VideoTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return $"Nothing was sent: this request id belongs to {task.Handle}, which was created for another request. Use another request id.";
    }
}
