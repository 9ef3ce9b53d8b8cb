using System.Text.Json;
using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Jobs;
using CometRunway.Sandbox.Journal;
using Microsoft.AspNetCore.Http;

namespace CometRunway.Sandbox.Api;

/// <summary>Reads and deletes tasks.</summary>
internal sealed class TaskEndpoints(JobStore jobs, SandboxJournal journal, TaskResponseWriter writer, SandboxOptions options)
{
    public Task<ApiResponse> ReadAsync(RequestContext context, string account)
    {
        context.TaskId = (string?)context.Http.Request.RouteValues["id"];
        return Task.FromResult(Read(context, account, writer.Write));
    }

    /// <summary><c>POST /runway/feed</c> takes the id in the body.</summary>
    public async Task<ApiResponse> FeedAsync(RequestContext context, string account)
    {
        var bytes = await RequestBody.ReadAsync(context.Http).ConfigureAwait(false);
        using var body = bytes is null ? null : RequestBody.ParseObject(bytes);
        if (body is null || !body.RootElement.TryGetProperty("task_id", out var id) || id.ValueKind != JsonValueKind.String)
        {
            return ApiResponse.Json(400, ResponseBodies.Relay("invalid_request", "task_id is required"));
        }

        context.TaskId = id.GetString();
        return Read(context, account, writer.WriteFeed);
    }

    public Task<ApiResponse> DeleteAsync(RequestContext context, string account)
    {
        var id = (string?)context.Http.Request.RouteValues["id"] ?? "";
        context.TaskId = id;
        return Task.FromResult(options.DeleteEnabled ? Delete(id, account) : ApiResponse.Json(404, ResponseBodies.InvalidUrl("DELETE", context.Http.Request.Path)));
    }

    private ApiResponse Read(RequestContext context, string account, Func<Job, Uri, ApiResponse> write)
    {
        var id = context.TaskId ?? "";
        journal.Update(id, task => task with { Gets = task.Gets + 1 });
        if (jobs.Find(id, account) is not { } job || !job.IsVisible(options.TimeProvider.GetUtcNow()))
        {
            return ApiResponse.Json(options.TaskNotExistStatus, ResponseBodies.Relay("task_not_exist"));
        }

        return jobs.IsDeleted(id) ? NotFound : write(job, BaseAddressOf(context.Http.Request));
    }

    private ApiResponse Delete(string id, string account)
    {
        journal.Update(id, task => task with { Deletes = task.Deletes + 1 });
        if (jobs.Find(id, account) is not { } job || !job.IsVisible(options.TimeProvider.GetUtcNow()) || !jobs.Delete(id))
        {
            return NotFound;
        }

        journal.Update(id, task => task with { Deleted = true });
        return new ApiResponse(204, null, default);
    }

    private static ApiResponse NotFound => ApiResponse.Json(404, ResponseBodies.Upstream("Could not find Task"));

    /// <summary>
    /// Returns the base address of output links. It has the host name of the request, which <see cref="LoopbackGuard"/> has checked.
    /// </summary>
    private static Uri BaseAddressOf(HttpRequest request) => new($"http://{request.Host.Value}");
}
