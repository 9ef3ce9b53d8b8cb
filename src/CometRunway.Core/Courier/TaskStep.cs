using CometRunway.Configuration;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Ledger;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Courier;

/// <summary>One step for one task: read it, and when it succeeded save what is missing. Every end of a step sets the time of the next.</summary>
internal sealed class TaskStep(
    CometRunwayClient client,
    TaskLedger ledger,
    VideoSaver saver,
    CometRunwayTelemetry telemetry,
    IOptions<CometRunwayOptions> options,
    TimeProvider time,
    ILogger<TaskStep> logger)
{
    /// <summary>How long the service may not know a task that it gave an id for, before we call it lost: minutes were observed, an hour never.</summary>
    private static readonly TimeSpan InvisibleAtMost = TimeSpan.FromHours(1);

    /// <summary>A task that never ends, under whatever status, is given up after this; people can still ask for it by id.</summary>
    private static readonly TimeSpan RunningAtMost = TimeSpan.FromHours(24);

    private readonly PollRhythm _rhythm = new(options.Value, Random.Shared);
    private readonly FaultCounts _faults = new();

    public async Task TakeAsync(TaskEntry entry, Action renewLease, CancellationToken cancellationToken)
    {
        if (entry.State != LedgerState.Succeeded)
            entry = await ReadAsync(entry, cancellationToken).ConfigureAwait(false);
        if (entry.State == LedgerState.Succeeded && entry.HasFilesMissing)
            await saver.SaveAsync(entry, renewLease, cancellationToken).ConfigureAwait(false);
    }

    private async Task<TaskEntry> ReadAsync(TaskEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            var task = await client.GetAsync(entry.TaskId!, entry.CreatedAt, cancellationToken).ConfigureAwait(false);
            telemetry.Polled(null);
            _faults.Forget(entry.Handle);
            var seen = ledger.Observe(entry.Handle, task);
            if (!task.Status.IsFinal)
                GoOnOrGiveUp(entry, RunningAtMost, "The service still reported it as unfinished a day after it was created.", _rhythm.Next());
            return seen;
        }
        catch (ApiException error) when (error.Kind == ApiErrorKind.NoSuchTask)
        {
            telemetry.Polled(error);
            return GoOnOrGiveUp(entry, InvisibleAtMost, "The service does not know the task's id.", _rhythm.AfterFault(_faults.Add(entry.Handle), null));
        }
        catch (CometRunwayException error) when (error is not LedgerUnavailableException)
        {
            telemetry.Polled(error);
            TaskLog.ReadFailed(logger, entry.Handle, error.Message);
            return GoOnOrGiveUp(entry, RunningAtMost, $"It could not be read for a day: {error.Message}", _rhythm.AfterFault(_faults.Add(entry.Handle), (error as ApiException)?.RetryAfter));
        }
    }

    private TaskEntry GoOnOrGiveUp(TaskEntry entry, TimeSpan atMost, string reason, TimeSpan next)
    {
        if (time.GetUtcNow() - entry.CreatedAt > atMost)
            return ledger.MarkLost(entry.Handle, reason);
        ledger.ScheduleNextPoll(entry.Handle, time.GetUtcNow() + next);
        return entry;
    }
}
