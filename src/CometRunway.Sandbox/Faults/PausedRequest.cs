namespace CometRunway.Sandbox.Faults;

/// <summary>A request that is paused at a named point until it is released.</summary>
public sealed class PausedRequest
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal PausedRequest(int id, string point, string? taskId, CancellationToken clientDisconnected)
    {
        ClientDisconnected = clientDisconnected;
        Id = id;
        Point = point;
        TaskId = taskId;
    }

    /// <summary>The number of the pause.</summary>
    public int Id { get; }

    /// <summary>The point of the pause: <c>before-accept</c>, <c>after-accept</c> or <c>half-response</c>.</summary>
    public string Point { get; }

    /// <summary>The task id; null if no task was accepted.</summary>
    public string? TaskId { get; }

    /// <summary>Cancelled when the server detects that the client has disconnected, which is slightly later than the disconnect itself.</summary>
    public CancellationToken ClientDisconnected { get; }

    internal Task Released => _released.Task;

    /// <summary>Resumes the request.</summary>
    public void Release() => _released.TrySetResult();
}
