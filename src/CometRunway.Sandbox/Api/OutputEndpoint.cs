using System.Globalization;
using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Jobs;
using CometRunway.Sandbox.Journal;
using Microsoft.AspNetCore.Http;

namespace CometRunway.Sandbox.Api;

/// <summary>
/// Serves the clip of an output link. No API key is required. The journal counts requests that contain one, because a client must not send it here.
/// </summary>
internal sealed class OutputEndpoint(JobStore jobs, ClipCache clips, LinkSigner links, SandboxJournal journal, TimeProvider clock)
{
    private const string Mp4 = "video/mp4";

    public async Task<ApiResponse> HandleAsync(RequestContext context)
    {
        var request = context.Http.Request;
        var id = (string?)request.RouteValues["id"] ?? "";
        var bearer = request.Headers.ContainsKey("Authorization") ? 1 : 0;
        context.TaskId = id;
        journal.Update(id, task => task with { Downloads = task.Downloads + 1, DownloadsWithBearer = task.DownloadsWithBearer + bearer });
        if (!links.IsValid(id, request.Query["_jwt"]) || jobs.Find(id) is not { } job || jobs.IsDeleted(id) || job.At(clock.GetUtcNow()).Status != JobStatus.Succeeded)
        {
            return ApiResponse.Text(403, "application/xml", UnexpectedResponses.ExpiredLink);
        }

        return ApplyRange(await clips.GetAsync(job).ConfigureAwait(false), request);
    }

    private static ApiResponse ApplyRange(byte[] clip, HttpRequest request)
    {
        var whole = new ApiResponse(200, Mp4, clip) { AcceptsRanges = true };
        if (request.GetTypedHeaders().Range is not { Ranges.Count: 1 } header || header.Unit != "bytes")
        {
            return whole;
        }

        var range = header.Ranges.First();
        var (from, to) = range.From is { } first
            ? (first, Math.Min(range.To ?? long.MaxValue, clip.Length - 1))
            : (Math.Max(0, clip.Length - range.To!.Value), clip.Length - 1);
        if (from >= clip.Length || range is { From: null, To: 0 })
        {
            return new ApiResponse(416, null, default) { ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{clip.Length}") };
        }

        return whole with
        {
            Status = 206,
            Body = clip.AsMemory((int)from, (int)(to - from + 1)),
            ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{to}/{clip.Length}"),
        };
    }
}
