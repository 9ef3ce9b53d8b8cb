namespace CometRunway.Sandbox.Faults;

/// <summary>A request that waits at a named point until it is released.</summary>
public sealed class PausedRequest
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal PausedRequest(int id, string point, string? taskId, CancellationToken clientGone)
    {
        ClientDisconnected = clientGone;
        Id = id;
        Point = point;
        TaskId = taskId;
    }

    /// <summary>Number of the hold.</summary>
    public int Id { get; }

    /// <summary>Where it waits: <c>before-accept</c>, <c>after-accept</c> or <c>half-response</c>.</summary>
    public string Point { get; }

    /// <summary>The task, once it was accepted.</summary>
    public string? TaskId { get; }

    /// <summary>Cancelled once this side has noticed that the client went away, which takes a moment longer than its going.</summary>
    public CancellationToken ClientDisconnected { get; }

    internal Task Released => _released.Task;

    /// <summary>Lets the request go on.</summary>
    public void Release() => _released.TrySetResult();
}
