using System.Globalization;
using System.Text.Json.Nodes;
using CometRunway.Store;

namespace CometRunway.Mcp.Resources;

/// <summary>Formats a task as JSON. Text from the service is included as data.</summary>
internal static class TaskDocument
{
    public static JsonObject Of(VideoTask task)
    {
        var document = new JsonObject
        {
            ["handle"] = task.Handle,
            ["taskId"] = task.TaskId,
            ["unconfirmedId"] = task.TaskId is null ? task.UnconfirmedId : null,
            ["requestId"] = task.RequestId,
            ["state"] = task.State.Name(),
            ["final"] = task.IsFinal,
            ["otherKey"] = task.HasOtherKey ? true : null,
            ["progress"] = task.Progress,
            ["created"] = Time(task.CreatedAt),
            ["updated"] = Time(task.UpdatedAt),
            ["finished"] = task.FinishedAt is { } at ? Time(at) : null,
            ["model"] = task.Settings.Model,
            ["ratio"] = task.Settings.Ratio,
            ["seconds"] = task.Settings.Duration,
            ["seed"] = task.Settings.Seed,
            ["prompt"] = task.Settings.Prompt,
            ["image"] = task.ImageName,
            ["files"] = new JsonArray([.. task.Files.Select(File)]),
            ["fileProblem"] = task.FileProblem,
            ["failureCode"] = task.FailureCode,
            ["failureMessage"] = task.FailureMessage,
            ["errorCode"] = task.ErrorCode,
            ["errorMessage"] = task.ErrorMessage,
            ["warning"] = task.Warning,
        };
        foreach (var absent in document.Where(member => member.Value is null).Select(member => member.Key).ToArray())
            document.Remove(absent);
        return document;
    }

    private static JsonObject File(SavedFile file) => new()
    {
        ["path"] = file.Path,
        ["bytes"] = file.Length,
        ["sha256"] = file.Sha256,
    };

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
