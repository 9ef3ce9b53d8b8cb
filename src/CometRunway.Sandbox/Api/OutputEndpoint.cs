using CometRunway.Sandbox.Contracts;
using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Jobs;
using CometRunway.Sandbox.Journal;
using Microsoft.AspNetCore.Http.Features;

namespace CometRunway.Sandbox.Api;

/// <summary>Serves the clip of a task.</summary>
internal sealed class OutputEndpoint(JobStore jobs, ClipCache clips, LinkSigner links, SandboxJournal journal, TimeProvider clock)
{
    /// <summary>Serves a signed link. No API key is required. The journal counts requests that contain one, because a client must not send it here.</summary>
    public Task<ApiResponse> SignedAsync(RequestContext context) =>
        ServeAsync(context, id => links.IsValid(id, context.Http.Request.Query["_jwt"]));

    /// <summary>Serves a link whose signature covers the request target as it is written. An API key is counted too.</summary>
    public Task<ApiResponse> EscapedAsync(RequestContext context) =>
        ServeAsync(context, _ => links.IsValidTarget(context.Http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget));

    /// <summary>Serves the gateway's own link, which requires the API key of the task.</summary>
    public async Task<ApiResponse> ContentAsync(RequestContext context, string account)
    {
        var id = Begin(context);
        if (jobs.Find(id, account) is not { } job || !IsFinished(job))
        {
            return ApiResponse.Json(404, ResponseBodies.Gateway(new GatewayErrorDetail(null, "Task not found", "invalid_request_error", null)));
        }

        if (job.Script.LinkKind == LinkKind.KeyRequiredThenRedirect)
        {
            var target = $"http://localhost:{context.Http.Request.Host.Port}{OutputLinks.Signed(job, links)}";
            return ApiResponse.Text(302, ResponseBodies.Html, "") with { Location = target };
        }

        return ClipResponse.Create(await clips.GetAsync(job).ConfigureAwait(false), job.Script.Transfer, context.Http.Request);
    }

    private async Task<ApiResponse> ServeAsync(RequestContext context, Func<string, bool> isValid)
    {
        var request = context.Http.Request;
        var id = Begin(context);
        var bearer = request.Headers.ContainsKey("Authorization") ? 1 : 0;
        journal.Update(id, task => task with { DownloadsWithBearer = task.DownloadsWithBearer + bearer });
        return isValid(id) && jobs.Find(id) is { } job && IsFinished(job)
            ? ClipResponse.Create(await clips.GetAsync(job).ConfigureAwait(false), job.Script.Transfer, request)
            : ApiResponse.Text(403, "application/xml", UnexpectedResponses.ExpiredLink);
    }

    private string Begin(RequestContext context)
    {
        var id = (string?)context.Http.Request.RouteValues["id"] ?? "";
        context.TaskId = id;
        journal.Update(id, task => task with { Downloads = task.Downloads + 1 });
        return id;
    }

    private bool IsFinished(Job job) => !jobs.IsDeleted(job.Id) && job.At(clock.GetUtcNow()).Status == JobStatus.Succeeded;
}
