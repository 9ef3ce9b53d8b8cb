using CometRunway.Ledger;

namespace CometRunway.Errors;

/// <summary>The base of exceptions about one task: paid work stays findable, whatever happened.</summary>
public abstract class VideoTaskException : CometRunwayException
{
    private protected VideoTaskException(string message, TaskEntry task, Exception? inner = null)
        : base(message, inner) => Task = task;

    /// <summary>The task as it was last seen.</summary>
    public TaskEntry Task { get; }
}
