namespace CometRunway.Tasks.Polling;

/// <summary>
/// Follows unfinished tasks until their videos are saved, so that no caller has to. The default polls in this process and shares the work with
/// other processes by leases in the task store. An app registers its own
/// implementation to poll elsewhere: one that does nothing leaves the work to another process that shares the store.
/// </summary>
/// <remarks>Disposing of it stops the work at once and leaves the tasks to other processes, or to the next start.</remarks>
public interface IVideoTaskPoller : IAsyncDisposable
{
    /// <summary>Starts to follow tasks, including unfinished tasks of other processes. A second call, or a call after disposal, does nothing.</summary>
    void Start();

    /// <summary>Signals new work in the task store. Does nothing after disposal.</summary>
    void Wake();
}
