using CometRunway.Callers;
using CometRunway.SemanticKernel.Guard;
using CometRunway.Store;
using CometRunway.Tasks;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Finds the task for a handle, an id or a prefix of an id.</summary>
internal static class TaskNames
{
    /// <summary>Returns true for words such as "latest" that mean the newest task. No handle or id has this form.</summary>
    public static bool MeansNewest(string name) =>
        name.Trim().ToLowerInvariant() is "latest" or "newest" or "last" or "current" or "most recent" or "default";

    /// <summary>Returns the task, or throws an error reply with the possible matches.</summary>
    public static async ValueTask<VideoTask> FindAsync(VideoTaskService service, Caller caller, string name, CancellationToken cancellationToken) =>
        await service.FindAsync(caller, name.Trim(), cancellationToken).ConfigureAwait(false) switch
        {
            FindOutcome.Found found => found.Task,
            FindOutcome.Ambiguous several => throw new ToolErrorException(TaskReplies.Ambiguous(name, several.Tasks)),
            FindOutcome.NotFound none => throw new ToolErrorException(TaskReplies.NotFound(name, none)),
            _ => throw new InvalidOperationException("Unknown find outcome."),
        };
}
