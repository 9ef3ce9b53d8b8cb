using CometRunway.Api;

namespace CometRunway.Tasks;

/// <summary>Sends the request of a recorded task, at most once.</summary>
internal interface ICreateDispatcher
{
    /// <summary>True if rows begin as awaiting a sender: <see cref="SendAsync"/> then decides in the store which process sends the request.</summary>
    bool HandsOver { get; }

    /// <summary>Sends the request, or has it sent, and waits for the outcome. A failure is a result, not an exception.</summary>
    /// <param name="create">The request.</param>
    /// <param name="stopping">Cancelled when the app stops: a request that was not sent by then is not sent.</param>
    /// <returns>The outcome; null if another process has the request and records the outcome itself, and this process does not wait for it any more.</returns>
    /// <exception cref="OperationCanceledException">The app stopped before anything was sent.</exception>
    Task<ApiCreateResult?> SendAsync(RecordedCreate create, CancellationToken stopping);
}
