using CometRunway.Callers;
using CometRunway.SemanticKernel.Guard;
using CometRunway.Store;
using CometRunway.Tasks;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Finds the task that a model means by a handle, an id or a prefix of one.</summary>
internal static class TaskNames
{
    /// <summary>True for the words that people and models have for the newest task; no handle or id is one of them.</summary>
    public static bool MeansNewest(string name) =>
        name.Trim().ToLowerInvariant() is "latest" or "newest" or "last" or "current" or "most recent" or "default";

    /// <summary>The task, or the error reply that names those it may have meant.</summary>
    public static async ValueTask<VideoTask> FindAsync(VideoTaskService service, Caller caller, string name, CancellationToken cancellationToken) =>
        await service.FindAsync(caller, name.Trim(), cancellationToken).ConfigureAwait(false) switch
    {
            FindOutcome.Found found => found.Entry,
            FindOutcome.Ambiguous several => throw new ToolErrorException(TaskReplies.Ambiguous(name, several.Entries)),
            FindOutcome.NotFound none => throw new ToolErrorException(TaskReplies.NotFound(name, none)),
            _ => throw new InvalidOperationException("Unknown find outcome."),
        };
}
