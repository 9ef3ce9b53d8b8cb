using System.Globalization;
using System.Text.Json.Nodes;
using CometRunway.Store;

namespace CometRunway.Mcp.Resources;

/// <summary>Formats a task as JSON for programs. Text from the service is included as data.</summary>
internal static class TaskDocument
{
    public static JsonObject Of(VideoTask entry)
    {
        var document = new JsonObject
        {
            ["handle"] = entry.Handle,
            ["taskId"] = entry.TaskId,
            ["state"] = entry.State.Name(),
            ["final"] = entry.IsFinal,
            ["progress"] = entry.Progress,
            ["created"] = Time(entry.CreatedAt),
            ["updated"] = Time(entry.UpdatedAt),
            ["finished"] = entry.FinishedAt is { } at ? Time(at) : null,
            ["model"] = entry.Settings.Model,
            ["ratio"] = entry.Settings.Ratio,
            ["seconds"] = entry.Settings.Duration,
            ["seed"] = entry.Settings.Seed,
            ["prompt"] = entry.Settings.Prompt,
            ["image"] = entry.ImageName,
            ["files"] = new JsonArray([.. entry.Files.Select(File)]),
            ["fileProblem"] = entry.FileProblem,
            ["failureCode"] = entry.FailureCode,
            ["failureMessage"] = entry.FailureMessage,
            ["errorCode"] = entry.ErrorCode,
            ["errorMessage"] = entry.ErrorMessage,
            ["warning"] = entry.Warning,
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
