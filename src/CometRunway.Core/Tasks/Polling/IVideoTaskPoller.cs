namespace CometRunway.Tasks.Polling;

/// <summary>
/// Follows unfinished tasks until their videos are saved, so that no caller has to. The default polls in this process and shares the work with
/// other processes by leases in the task store. An app that has a scheduler of its own registers its implementation (<c>services.AddSingleton&lt;IVideoTaskPoller, …&gt;()</c>).
/// </summary>
/// <remarks>Disposing of it stops the work at once and leaves the tasks to other processes, or to the next start.</remarks>
public interface IVideoTaskPoller : IAsyncDisposable
{
    /// <summary>Begins to follow tasks, also those that other processes left unfinished. Calling it again, or after the end, does nothing.</summary>
    void Start();

    /// <summary>Says that there is something new in the task store. Calling it after the end does nothing.</summary>
    void Wake();
}
