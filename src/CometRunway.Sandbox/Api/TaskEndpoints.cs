using System.Text.Json;
using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Jobs;
using CometRunway.Sandbox.Journal;
using Microsoft.AspNetCore.Http;

namespace CometRunway.Sandbox.Api;

/// <summary>Reading and deleting tasks.</summary>
internal sealed class TaskEndpoints(JobStore jobs, SandboxJournal journal, TaskTeller teller, SandboxOptions options)
{
    public Task<Answer> ReadAsync(Exchange exchange, string account)
    {
        exchange.TaskId = (string?)exchange.Http.Request.RouteValues["id"];
        return Task.FromResult(Read(exchange, account, teller.Tell));
    }

    /// <summary><c>POST /runway/feed</c> with the id in its body.</summary>
    public async Task<Answer> FeedAsync(Exchange exchange, string account)
    {
        var bytes = await RequestBody.ReadAsync(exchange.Http).ConfigureAwait(false);
        using var body = bytes is null ? null : RequestBody.ParseObject(bytes);
        if (body is null || !body.RootElement.TryGetProperty("task_id", out var id) || id.ValueKind != JsonValueKind.String)
        {
            return Answer.Json(400, FaultBodies.Relay("invalid_request", "task_id is required"));
        }

        exchange.TaskId = id.GetString();
        return Read(exchange, account, teller.TellFeed);
    }

    public Task<Answer> DeleteAsync(Exchange exchange, string account)
    {
        var id = (string?)exchange.Http.Request.RouteValues["id"] ?? "";
        exchange.TaskId = id;
        return Task.FromResult(options.DeleteEnabled ? Delete(id, account) : Answer.Json(404, FaultBodies.InvalidUrl("DELETE", exchange.Http.Request.Path)));
    }

    private Answer Read(Exchange exchange, string account, Func<Job, Uri, Answer> tell)
    {
        var id = exchange.TaskId ?? "";
        journal.Update(id, task => task with { Gets = task.Gets + 1 });
        if (jobs.Find(id, account) is not { } job || !job.IsVisible(options.TimeProvider.GetUtcNow()))
        {
            return Answer.Json(options.TaskNotExistStatus, FaultBodies.Relay("task_not_exist"));
        }

        return jobs.IsDeleted(id) ? Gone : tell(job, BaseOf(exchange.Http.Request));
    }

    private Answer Delete(string id, string account)
    {
        journal.Update(id, task => task with { Deletes = task.Deletes + 1 });
        if (jobs.Find(id, account) is not { } job || !job.IsVisible(options.TimeProvider.GetUtcNow()) || !jobs.Delete(id))
        {
            return Gone;
        }

        journal.Update(id, task => task with { Deleted = true });
        return new Answer(204, null, default);
    }

    private static Answer Gone => Answer.Json(404, FaultBodies.Upstream("Could not find Task"));

    /// <summary>Links lead back to the name the client used, which the guard has checked.</summary>
    private static Uri BaseOf(HttpRequest request) => new($"http://{request.Host.Value}");
}
