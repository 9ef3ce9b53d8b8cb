using CometRunway.Api;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Store;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Tasks.Polling;

/// <summary>One step for one task: read it, or when it succeeded save what is missing. Every end of a step sets the time of the next.</summary>
internal sealed class TaskProcessor(
    CometRunwayApiClient client,
    ITaskStore store,
    ITaskWorkQueue queue,
    AccountKeys keys,
    VideoSaver saver,
    TaskTelemetry telemetry,
    IOptions<CometRunwayOptions> options,
    TimeProvider time,
    ILogger<TaskProcessor> logger)
{
    private readonly ILogger _logger = new SafeLogger(logger);

    /// <summary>How long the service may not know a task that it gave an id for, before we call it lost: minutes were observed, an hour never.</summary>
    private static readonly TimeSpan InvisibleAtMost = TimeSpan.FromHours(1);

    /// <summary>A task that never ends, under whatever status, is given up after this; people can still ask for it by id.</summary>
    private static readonly TimeSpan RunningAtMost = TimeSpan.FromHours(24);

    /// <summary>However old a task is by the time of day, it is given up only after it was followed this long: clocks are set right while paid tasks run.</summary>
    private static readonly TimeSpan FollowedAtLeast = TimeSpan.FromMinutes(30);

    private readonly PollSchedule _rhythm = new(options.Value, Random.Shared);
    private readonly ConsecutiveFailures _faults = new();
    private readonly TrackedDurations _followed = new(time);

    /// <summary>True when the step for such an entry brings bytes, and so may take long; false when it asks one question.</summary>
    public static bool IsSaving(VideoTask entry) => entry.State == VideoTaskState.Succeeded;

    public Task TakeAsync(VideoTask entry, Func<ValueTask> renewLease, CancellationToken cancellationToken) => IsSaving(entry)
        ? saver.SaveAsync(entry, renewLease, cancellationToken)
        : ReadAsync(entry, cancellationToken);

    private async Task ReadAsync(VideoTask entry, CancellationToken cancellationToken)
    {
        try
        {
            var task = await client.GetAsync(keys.Of(entry), entry.TaskId!, entry.CreatedAt, cancellationToken).ConfigureAwait(false);
            telemetry.Polled(null);
            _faults.Forget(entry.Handle);
            await store.ApplyAsync(entry.Handle, new TaskUpdate.Observed(task)).ConfigureAwait(false);
            if (task.Status.IsFinal)
                _followed.Forget(entry.Handle);
            else
                await ScheduleOrGiveUpAsync(entry, RunningAtMost, "The service still reported it as unfinished a day after it was created.", _rhythm.Next()).ConfigureAwait(false);
        }
        catch (CometApiException error) when (error.Kind == ApiErrorKind.NoSuchTask)
        {
            telemetry.Polled(error);
            await ScheduleOrGiveUpAsync(entry, InvisibleAtMost, "The service does not know the task's id.", _rhythm.AfterFault(_faults.Add(entry.Handle), null)).ConfigureAwait(false);
        }
        catch (CometRunwayException error) when (error is not TaskStoreUnavailableException)
        {
            telemetry.Polled(error);
            TaskLog.ReadFailed(_logger, entry.Handle, error.Message);
            await ScheduleOrGiveUpAsync(entry, RunningAtMost, $"It could not be read for a day: {error.Message}", _rhythm.AfterFault(_faults.Add(entry.Handle), (error as CometApiException)?.RetryAfter)).ConfigureAwait(false);
        }
    }

    private async ValueTask ScheduleOrGiveUpAsync(VideoTask entry, TimeSpan atMost, string reason, TimeSpan next)
    {
        if (_followed.Of(entry.Handle) > FollowedAtLeast && time.GetUtcNow() - entry.CreatedAt > atMost)
            await store.ApplyAsync(entry.Handle, new TaskUpdate.NotFound(reason)).ConfigureAwait(false);
        else
            await queue.ScheduleNextPollAsync(entry.Handle, time.GetUtcNow() + next).ConfigureAwait(false);
    }
}
