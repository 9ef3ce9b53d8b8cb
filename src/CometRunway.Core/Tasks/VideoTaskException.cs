using CometRunway.Errors;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>The base of exceptions about one task: paid work stays findable, whatever happened.</summary>
public abstract class VideoTaskException : CometRunwayException
{
    private protected VideoTaskException(string message, VideoTask task, Exception? inner = null)
        : base(message, inner) => Task = task;

    /// <summary>The task as it was last seen.</summary>
    public VideoTask Task { get; }
}
