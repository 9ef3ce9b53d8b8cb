using System.Globalization;
using System.Text.Json.Nodes;
using CometRunway.Sandbox.Contracts;
using CometRunway.Sandbox.Jobs;

namespace CometRunway.Sandbox.Api;

/// <summary>Creates the response to a task read in the configured shape.</summary>
internal sealed class TaskResponseWriter(SandboxOptions options, LinkSigner links)
{
    private static readonly TimeSpan GatewayOffset = TimeSpan.FromHours(8);

    public ApiResponse Write(Job job, Uri baseAddress)
    {
        var snapshot = job.At(options.TimeProvider.GetUtcNow());
        var response = options.Shape switch
        {
            TaskShape.Wrapped => ApiResponse.Json(200, new WrappedTask("success", "", Record(job, snapshot, baseAddress, TaskShape.Wrapped)), SandboxJson.Wire.WrappedTask),
            TaskShape.Feed => ApiResponse.Json(200, Record(job, snapshot, baseAddress, TaskShape.Feed), SandboxJson.Wire.GatewayTask),
            _ => ApiResponse.Json(200, Bare(job, snapshot, Link(job, snapshot, baseAddress), Zulu(job.CreatedAt)), SandboxJson.Wire.BareTask),
        };
        return response with { ContentType = ContentTypeOf(job) };
    }

    /// <summary>
    /// Creates the response of the compatibility route, which always returns the gateway's own record, with or without its envelope.
    /// </summary>
    public ApiResponse WriteFeed(Job job, Uri baseAddress) =>
        options.Shape == TaskShape.Bare
            ? ApiResponse.Json(200, Record(job, job.At(options.TimeProvider.GetUtcNow()), baseAddress, TaskShape.Feed), SandboxJson.Wire.GatewayTask) with { ContentType = ContentTypeOf(job) }
            : Write(job, baseAddress);

    private static string? ContentTypeOf(Job job) => job.Script.ReadContentType is { Length: > 0 } type ? type : null;

    private static BareTask Bare(Job job, JobSnapshot snapshot, string? link, string createdAt) => new(job.Id, snapshot.Status, createdAt)
    {
        Progress = snapshot.Status == JobStatus.Running ? snapshot.Progress : null,
        Output = link is null ? null : Output(job.Script.LinkField, link),
        Metadata = link is not null && job.Script.LinkField == LinkField.Metadata ? new(link) : null,
        Video = link is not null && job.Script.LinkField == LinkField.Video ? new(link) : null,
        Failure = snapshot.Status == JobStatus.Failed ? job.Script.Failure : null,
        FailureCode = snapshot.Status == JobStatus.Failed ? job.Script.FailureCode : null,
    };

    private static JsonNode? Output(LinkField field, string link) => field switch
    {
        LinkField.Metadata or LinkField.Video => null,
        LinkField.OutputObject => new JsonObject { ["video_url"] = link },
        LinkField.ListInText => new JsonArray(link).ToJsonString(),
        _ => new JsonArray(link),
    };

    private GatewayTask Record(Job job, JobSnapshot snapshot, Uri baseAddress, TaskShape shape)
    {
        var link = Link(job, snapshot, baseAddress);
        var field = job.Script.LinkField;
        var inside = field is LinkField.FailReason or LinkField.ResultUrl ? null : link;
        return new(
            job.Id,
            "IMAGE_TO_VIDEO",
            StatusOf(snapshot),
            field == LinkField.FailReason ? link ?? "" : ReasonOf(job, snapshot),
            field == LinkField.ResultUrl || (shape == TaskShape.Feed && field is LinkField.Output or LinkField.None) ? link ?? "" : null,
            job.CreatedAt.ToUnixTimeSeconds(),
            snapshot.StartedAt?.ToUnixTimeSeconds() ?? 0,
            snapshot.FinishedAt?.ToUnixTimeSeconds() ?? 0,
            ProgressOf(snapshot),
            Bare(job, snapshot, inside, Local(job.CreatedAt)));
    }

    private string? Link(Job job, JobSnapshot snapshot, Uri baseAddress) =>
        snapshot.Status == JobStatus.Succeeded && job.Script.LinkField != LinkField.None
            ? OutputLinks.Write(job, links, baseAddress.Authority)
            : null;

    private static string ReasonOf(Job job, JobSnapshot snapshot) => snapshot.Status == JobStatus.Failed ? job.Script.Failure ?? "" : "";

    private static string StatusOf(JobSnapshot snapshot) => snapshot.Status switch
    {
        JobStatus.Pending => "SUBMITTED",
        JobStatus.Throttled => "QUEUED",
        JobStatus.Running => "IN_PROGRESS",
        JobStatus.Succeeded => "SUCCESS",
        JobStatus.Failed or JobStatus.Cancelled => "FAILURE",
        _ => "UNKNOWN",
    };

    private static string ProgressOf(JobSnapshot snapshot) => snapshot.Status switch
    {
        JobStatus.Pending => "10%",
        JobStatus.Throttled => "20%",
        JobStatus.Running => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(30, (int)(snapshot.Progress * 100))}%"),
        _ => "100%",
    };

    private static string Zulu(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Local(DateTimeOffset time) => time.ToOffset(GatewayOffset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
