using System.Text.Json;
using CometRunway.Diagnostics;

namespace CometRunway.Api.Wire;

/// <summary>Reads every shape of the task answer (bare, wrapped, feed) into one <see cref="ApiTask"/>.</summary>
internal sealed class TaskReader(Redactor redactor)
{
    /// <summary>The task, or null when the answer holds none. Its id is the one that was asked for: a gateway may show its own and Runway's.</summary>
    public ApiTask? Read(JsonElement root, string taskId)
    {
        var parts = TaskParts.Find(root);
        var wrapperWord = Word(parts.Row);
        var innerWord = parts.Inner is { } inner ? Word(inner) : null;
        if (IsMissing(wrapperWord) || !IsTask(root, parts, wrapperWord ?? innerWord))
            return null;

        var status = Status(parts, wrapperWord, innerWord);
        return new ApiTask
        {
            Id = taskId,
            Status = status,
            RawStatus = RawStatus(wrapperWord, innerWord),
            Progress = Progress(parts, status, wrapperWord),
            CreatedAt = Time(parts.InnerFirst, "createdAt", "submit_time", "created_at"),
            StartedAt = Time(parts.InnerFirst, "startedAt", "start_time"),
            FinishedAt = Time(parts.InnerFirst, "finishedAt", "finish_time"),
            Output = OutputLinks.Find(parts, status == ApiTaskStatus.Succeeded),
            Failure = status == ApiTaskStatus.Failed ? Failure(parts) : null,
            Credits = parts.InnerFirst.Select(static part => part.Object("cost")?.Number("credits")).FirstOrDefault(static credits => credits >= 0),
        };
    }

    // "state" was seen in a foreign create answer of the same family.
    private static string? Word(JsonElement part) => part.TextOrNumber("status") ?? part.TextOrNumber("state");

    private static bool IsMissing(string? word) => word is not null && word.Contains("task_not_exist", StringComparison.OrdinalIgnoreCase);

    private static bool IsTask(JsonElement root, TaskParts parts, string? word)
    {
        if (word is not null)
            return true;
        // An id alone can stand in an error answer too.
        var hasId = parts.RowFirst.Any(static part => (part.Member("task_id") ?? part.Member("id")) is not null);
        return (hasId || OutputLinks.Find(parts, succeeded: false).Count > 0) && !ErrorEnvelope.Stands(root);
    }

    private static ApiTaskStatus Status(TaskParts parts, string? wrapperWord, string? innerWord)
    {
        if (wrapperWord is null && innerWord is null)
            return OutputLinks.Find(parts, succeeded: false).Count > 0 ? ApiTaskStatus.Succeeded : ApiTaskStatus.Pending;
        return StatusParser.Merge(
            wrapperWord is null ? null : StatusParser.Read(wrapperWord),
            innerWord is null ? null : StatusParser.Read(innerWord));
    }

    private string? RawStatus(string? wrapperWord, string? innerWord)
    {
        var same = string.Equals(wrapperWord, innerWord, StringComparison.OrdinalIgnoreCase);
        var raw = wrapperWord is null || innerWord is null || same ? wrapperWord ?? innerWord : $"{wrapperWord}/{innerWord}";
        return redactor.Clean(raw, 130);
    }

    // The side that decided the status says how far it is; the other one may lag.
    private static double? Progress(TaskParts parts, ApiTaskStatus status, string? wrapperWord)
    {
        var rowDecided = parts.Inner is null || (status.IsFinal && wrapperWord is not null && StatusParser.Read(wrapperWord) == status);
        return (rowDecided ? parts.RowFirst : parts.InnerFirst)
            .Select(static part => WireNumbers.Progress(part, "progress"))
            .FirstOrDefault(static progress => progress is not null);
    }

    private static DateTimeOffset? Time(IEnumerable<JsonElement> parts, params string[] names) =>
        (from part in parts from name in names select WireNumbers.Time(part, name)).FirstOrDefault(static time => time is not null);

    private ApiTaskFailure Failure(TaskParts parts)
    {
        var code = parts.InnerFirst.Select(static part => part.Text("failureCode") ?? part.Text("failure_code")).FirstOrDefault(static text => text is not null);
        var message = parts.InnerFirst
            .Select(static part => part.Text("failure") ?? part.Text("fail_reason") ?? part.Text("error") ?? part.Object("error")?.Text("message"))
            .FirstOrDefault(static text => text is not null);
        return new ApiTaskFailure(redactor.Clean(code, 120), redactor.Clean(message));
    }
}
