using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Intake;
using CometRunway.Sandbox.Jobs;
using CometRunway.Sandbox.Journal;
using CometRunway.Sandbox.Pictures;

namespace CometRunway.Sandbox.Api;

/// <summary>Takes a task: from here on it runs and is charged, whatever becomes of the answer.</summary>
internal sealed class Acceptance(JobStore jobs, SandboxJournal journal, FaultPlan plan, SandboxOptions options)
{
    private int _accepted;

    public string Accept(string account, Order order, Picture picture, int requestBytes, bool hidden)
    {
        var now = options.TimeProvider.GetUtcNow();
        var script = (plan.Take(Routes.Task)?.Fault as TaskFault)?.Script ?? JobScript.Ordinary;
        var timeline = JobTimeline.For(order.Duration, script.Throttled, options.Speed, Interlocked.Increment(ref _accepted));
        var job = new Job(
            Guid.NewGuid().ToString(),
            account,
            order,
            picture,
            now,
            now + options.InvisibleFor,
            timeline,
            hidden ? script with { NeverVisible = true } : script);
        journal.Accept(Entry(job, requestBytes));
        jobs.Add(job);
        return job.Id;
    }

    private static JournalTask Entry(Job job, int requestBytes) => new(
        job.Id,
        job.CreatedAt,
        job.Order.Card.Id,
        job.Order.Prompt,
        job.Order.Ratio,
        job.Order.Duration,
        job.Order.Seed,
        job.Order.Watermark,
        job.Picture.Source,
        job.Picture.Sha256,
        job.Picture.Bytes?.Length ?? 0,
        requestBytes,
        job.Order.Card.PriceOf(job.Order.Duration))
    {
        Owner = job.Owner,
    };
}
