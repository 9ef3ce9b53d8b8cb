using System.Text.Json;
using CometRunway.Diagnostics;

namespace CometRunway.Api.Wire;

/// <summary>Reads a task response in any of its formats (bare, wrapped, feed) into an <see cref="ApiTask"/>.</summary>
/// <param name="redactor">Removes keys from texts of the service.</param>
/// <param name="baseAddress">The address of the service, for relative links.</param>
internal sealed class TaskReader(Redactor redactor, Uri baseAddress)
{
    private readonly OutputLinks _links = new(baseAddress);

    /// <summary>Returns the task, or null when the response contains none. The id is always the requested one, because a gateway may return its own id or Runway's.</summary>
    public ApiTask? Read(JsonElement root, string taskId)
    {
        var parts = TaskParts.Find(root);
        var wrapperStatus = StatusText(parts.Row);
        var innerStatus = parts.Inner is { } inner ? StatusText(inner) : null;
        if (IsMissing(wrapperStatus) || !IsTask(root, parts, wrapperStatus ?? innerStatus))
            return null;

        var status = Status(parts, wrapperStatus, innerStatus);
        var links = _links.Find(parts, status == ApiTaskStatus.Succeeded);
        // A link with the key in it cannot be stored, and without the key it would lead elsewhere.
        var storable = links.Where(link => !redactor.Holds(link.OriginalString)).ToList();
        return new ApiTask
        {
            Id = taskId,
            Status = status,
            RawStatus = RawStatus(wrapperStatus, innerStatus),
            Progress = Progress(parts, status, wrapperStatus),
            CreatedAt = Time(parts.InnerFirst, "createdAt", "submit_time", "created_at"),
            StartedAt = Time(parts.InnerFirst, "startedAt", "start_time"),
            FinishedAt = Time(parts.InnerFirst, "finishedAt", "finish_time"),
            Output = storable,
            HasLinkWithKey = storable.Count < links.Count,
            Failure = status == ApiTaskStatus.Failed ? Failure(parts) : null,
            Credits = parts.InnerFirst.Select(static part => part.Object("cost")?.Number("credits")).FirstOrDefault(static credits => credits >= 0),
        };
    }

    // "state" was observed in a create response of a similar gateway.
    private static string? StatusText(JsonElement part) => part.TextOrNumber("status") ?? part.TextOrNumber("state");

    private static bool IsMissing(string? status) => status is not null && status.Contains("task_not_exist", StringComparison.OrdinalIgnoreCase);

    private bool IsTask(JsonElement root, TaskParts parts, string? status)
    {
        if (status is not null)
            return true;
        // An error response can contain an id too.
        var hasId = parts.RowFirst.Any(static part => (part.Member("task_id") ?? part.Member("id")) is not null);
        return (hasId || _links.Find(parts, succeeded: false).Count > 0) && !ErrorEnvelope.IsError(root);
    }

    private ApiTaskStatus Status(TaskParts parts, string? wrapperStatus, string? innerStatus)
    {
        if (wrapperStatus is null && innerStatus is null)
            return _links.Find(parts, succeeded: false).Count > 0 ? ApiTaskStatus.Succeeded : ApiTaskStatus.Pending;
        return StatusParser.Merge(
            wrapperStatus is null ? null : StatusParser.Read(wrapperStatus),
            innerStatus is null ? null : StatusParser.Read(innerStatus));
    }

    private string? RawStatus(string? wrapperStatus, string? innerStatus)
    {
        var same = string.Equals(wrapperStatus, innerStatus, StringComparison.OrdinalIgnoreCase);
        var raw = wrapperStatus is null || innerStatus is null || same ? wrapperStatus ?? innerStatus : $"{wrapperStatus}/{innerStatus}";
        return redactor.Clean(raw, 130);
    }

    // The progress comes from the object that determined the status, because the other one may be outdated.
    private static double? Progress(TaskParts parts, ApiTaskStatus status, string? wrapperStatus)
    {
        var rowDecided = parts.Inner is null || (status.IsFinal && wrapperStatus is not null && StatusParser.Read(wrapperStatus) == status);
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
