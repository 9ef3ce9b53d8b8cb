using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Images;
using CometRunway.Sandbox.Jobs;
using CometRunway.Sandbox.Journal;
using CometRunway.Sandbox.Requests;

namespace CometRunway.Sandbox.Api;

/// <summary>Creates a task. It then runs and is charged, even if the client does not receive the response.</summary>
internal sealed class TaskCreator(JobStore jobs, SandboxJournal journal, FaultPlan plan, SandboxOptions options)
{
    private int _created;

    /// <summary>Creates a task and returns its id.</summary>
    public string Create(string account, CreateRequest request, InputImage image, int requestBytes, bool hidden)
    {
        var now = options.TimeProvider.GetUtcNow();
        var script = (plan.Take(RouteNames.Task)?.Fault as TaskFault)?.Script ?? JobScript.Default;
        var timeline = JobTimeline.For(request.Duration, script.Throttled, options.Speed, Interlocked.Increment(ref _created));
        var job = new Job(
            Guid.NewGuid().ToString(),
            account,
            request,
            image,
            now,
            now + options.InvisibleFor,
            timeline,
            hidden ? script with { NeverVisible = true } : script);
        journal.AddTask(ToJournal(job, requestBytes));
        jobs.Add(job);
        return job.Id;
    }

    private static JournalTask ToJournal(Job job, int requestBytes) => new(
        job.Id,
        job.CreatedAt,
        job.Request.Model.Id,
        job.Request.Prompt,
        job.Request.Ratio,
        job.Request.Duration,
        job.Request.Seed,
        job.Request.Watermark,
        job.Image.Source,
        job.Image.Sha256,
        job.Image.Bytes?.Length ?? 0,
        requestBytes,
        job.Request.Model.PriceOf(job.Request.Duration));
}
