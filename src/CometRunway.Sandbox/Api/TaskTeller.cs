using System.Globalization;
using CometRunway.Sandbox.Contracts;
using CometRunway.Sandbox.Jobs;

namespace CometRunway.Sandbox.Api;

/// <summary>Tells a task in the shape that was asked for.</summary>
internal sealed class TaskTeller(SandboxOptions options, LinkSigner links)
{
    private static readonly TimeSpan GatewayOffset = TimeSpan.FromHours(8);

    public Answer Tell(Job job, Uri baseAddress)
    {
        var moment = job.At(options.TimeProvider.GetUtcNow());
        return options.Shape switch
        {
            TaskShape.Wrapped => Answer.Json(200, new WrappedTask("success", "", Record(job, moment, baseAddress, TaskShape.Wrapped)), SandboxJson.Wire.WrappedTask),
            TaskShape.Feed => Answer.Json(200, Record(job, moment, baseAddress, TaskShape.Feed), SandboxJson.Wire.GatewayTask),
            _ => Answer.Json(200, Bare(job, moment, Link(job, moment, baseAddress), Zulu(job.CreatedAt)), SandboxJson.Wire.BareTask),
        };
    }

    /// <summary>The compatibility route knows only the gateway's own record, with or without its envelope.</summary>
    public Answer TellFeed(Job job, Uri baseAddress) =>
        options.Shape == TaskShape.Bare
            ? Answer.Json(200, Record(job, job.At(options.TimeProvider.GetUtcNow()), baseAddress, TaskShape.Feed), SandboxJson.Wire.GatewayTask)
            : Tell(job, baseAddress);

    private static BareTask Bare(Job job, JobMoment moment, string? link, string createdAt) => new(job.Id, moment.Status, createdAt)
    {
        Progress = moment.Status == JobStatus.Running ? moment.Progress : null,
        Output = link is null ? null : [link],
        Failure = moment.Status == JobStatus.Failed ? job.Script.Failure : null,
        FailureCode = moment.Status == JobStatus.Failed ? job.Script.FailureCode : null,
    };

    private GatewayTask Record(Job job, JobMoment moment, Uri baseAddress, TaskShape shape)
    {
        var link = Link(job, moment, baseAddress);
        var inside = job.Script.LinkInFailReason || job.Script.LinkInResultUrl ? null : link;
        return new(
            job.Id,
            "IMAGE_TO_VIDEO",
            StatusOf(moment),
            job.Script.LinkInFailReason ? link ?? "" : ReasonOf(job, moment),
            job.Script.LinkInResultUrl || (shape == TaskShape.Feed && !job.Script.LinkInFailReason) ? link ?? "" : null,
            job.CreatedAt.ToUnixTimeSeconds(),
            moment.StartedAt?.ToUnixTimeSeconds() ?? 0,
            moment.FinishedAt?.ToUnixTimeSeconds() ?? 0,
            ProgressOf(moment),
            Bare(job, moment, inside, Local(job.CreatedAt)));
    }

    private string? Link(Job job, JobMoment moment, Uri baseAddress) =>
        moment.Status == JobStatus.Succeeded && !job.Script.WithoutOutput
            ? new Uri(baseAddress, $"/outputs/{job.Id}.mp4?_jwt={links.Sign(job.Id)}").AbsoluteUri
            : null;

    private static string ReasonOf(Job job, JobMoment moment) => moment.Status == JobStatus.Failed ? job.Script.Failure ?? "" : "";

    private static string StatusOf(JobMoment moment) => moment.Status switch
    {
        JobStatus.Pending => "SUBMITTED",
        JobStatus.Throttled => "QUEUED",
        JobStatus.Running => "IN_PROGRESS",
        JobStatus.Succeeded => "SUCCESS",
        JobStatus.Failed or JobStatus.Cancelled => "FAILURE",
        _ => "UNKNOWN",
    };

    private static string ProgressOf(JobMoment moment) => moment.Status switch
    {
        JobStatus.Pending => "10%",
        JobStatus.Throttled => "20%",
        JobStatus.Running => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(30, (int)(moment.Progress * 100))}%"),
        _ => "100%",
    };

    private static string Zulu(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Local(DateTimeOffset time) => time.ToOffset(GatewayOffset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
