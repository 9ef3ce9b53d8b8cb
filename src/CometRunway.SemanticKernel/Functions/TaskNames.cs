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
    public static VideoTask Find(VideoTaskService runner, string name) => runner.Find(name.Trim()) switch
    {
        FindOutcome.Found found => found.Entry,
        FindOutcome.Ambiguous several => throw new ToolErrorException(TaskReplies.Ambiguous(name, several.Entries)),
        FindOutcome.NotFound none => throw new ToolErrorException(TaskReplies.NotFound(name, none)),
        _ => throw new InvalidOperationException("Unknown find outcome."),
    };
}
