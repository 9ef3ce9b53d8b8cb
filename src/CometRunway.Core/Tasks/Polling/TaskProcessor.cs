using System.Collections.Concurrent;
using CometRunway.Api;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Store;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Tasks.Polling;

/// <summary>One step for one task: reads it, or saves the missing files of one that succeeded. It says when the next step is due, and schedules nothing itself.</summary>
internal sealed class TaskProcessor(
    CometRunwayApiClient client,
    ITaskStore store,
    AccountKeys keys,
    VideoSaver saver,
    OtherKeyFailures otherKeys,
    IdConfirmation confirmation,
    TaskTelemetry telemetry,
    IOptions<CometRunwayOptions> options,
    TimeProvider time,
    ILogger<TaskProcessor> logger)
{
    private readonly ILogger _logger = new SafeLogger(logger);

    /// <summary>How long the service may report an accepted task as not found before it counts as lost: minutes were observed, an hour never.</summary>
    private static readonly TimeSpan InvisibleAtMost = TimeSpan.FromHours(1);

    /// <summary>A task that never ends is given up after this, whatever its status.</summary>
    private static readonly TimeSpan RunningAtMost = TimeSpan.FromHours(24);

    /// <summary>A task is given up only after it was polled for this long, whatever its age by the system clock, which may be changed while paid tasks run.</summary>
    private static readonly TimeSpan FollowedAtLeast = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan MaxSaveDelay = TimeSpan.FromHours(36);
    private static readonly TimeSpan MaxReadDelay = TimeSpan.FromHours(1);

    private readonly PollSchedule _schedule = new(options.Value, Random.Shared);

    // When this process began to poll each task, by a monotonic clock.
    private readonly ConcurrentDictionary<string, long> _followedSince = new(StringComparer.Ordinal);

    /// <summary>True if the step downloads files, which may take long; false if it is one status request.</summary>
    public static bool IsSaving(VideoTask task) => task.State == VideoTaskState.Succeeded;

    /// <summary>
    /// When the next step of a task is due for this process. No wait is longer than a limit, even for a file that the service no longer has: a row with
    /// a later time was written with a wrong clock.
    /// </summary>
    public DateTimeOffset DueAt(VideoTask task)
    {
        var latest = time.GetUtcNow() + (IsSaving(task) ? MaxSaveDelay : MaxReadDelay);
        var due = task.NextPollAt <= latest ? task.NextPollAt.Value : DateTimeOffset.MinValue;
        if (keys.HasOwn(task))
            return due;
        // Another key does not know whether the task exists.
        if (task.NeedsConfirmation)
            return DateTimeOffset.MaxValue;
        var changed = task.UpdatedAt <= latest ? task.UpdatedAt : DateTimeOffset.MinValue;
        return Later(Later(due, changed) + _schedule.OwnKeyFirst, otherKeys.NotBefore(task.Handle));
    }

    /// <summary>Takes the step.</summary>
    /// <param name="task">The task as it is in the store now.</param>
    /// <param name="keepAlive">Called now and then while bytes arrive, so that a long download stays with one process.</param>
    /// <param name="cancellationToken">Ends the step; the task keeps what is left to do.</param>
    /// <returns>How long every process waits before the next step; null when nothing is left to do, or when only this process waits.</returns>
    public Task<TimeSpan?> TakeAsync(VideoTask task, Func<ValueTask> keepAlive, CancellationToken cancellationToken) => IsSaving(task)
        ? saver.SaveAsync(task, keepAlive, cancellationToken)
        : task.NeedsConfirmation ? ConfirmAsync(task, cancellationToken) : ReadAsync(task, cancellationToken);

    /// <summary>Asks the service for the unconfirmed id of a task of unknown outcome. A confirmed task is followed from then on.</summary>
    private async Task<TimeSpan?> ConfirmAsync(VideoTask task, CancellationToken cancellationToken)
    {
        try
        {
            var objection = await confirmation.FindObjectionAsync(task, task.UnconfirmedId!, cancellationToken).ConfigureAwait(false);
            telemetry.Polled(null);
            _schedule.Forget(task.Handle);
            if (objection is null)
                await store.ConcludeAsync(task.Handle, new SubmissionOutcome.Accepted(task.UnconfirmedId!)).ConfigureAwait(false);
            else
                await store.ApplyAsync(task.Handle, new TaskUpdate.NotConfirmed(objection)).ConfigureAwait(false);
            return objection is null ? TimeSpan.Zero : null;
        }
        catch (CometRunwayException error) when (error is not TaskStoreUnavailableException)
        {
            telemetry.Polled(error);
            TaskLog.ReadFailed(_logger, task.Handle, error.Message);
            var next = _schedule.AfterFault(task.Handle, (error as CometApiException)?.RetryAfter);
            return error is CometApiException { Kind: ApiErrorKind.NoSuchTask }
                ? await NextOrGiveUpAsync(task, InvisibleAtMost, $"The service does not know the id {task.UnconfirmedId}, which its response to the request contains.", next).ConfigureAwait(false)
                : await NextOrGiveUpAsync(task, RunningAtMost, $"The service could not be asked for the id {task.UnconfirmedId} for a day: {error.Message}", next).ConfigureAwait(false);
        }
    }

    private async Task<TimeSpan?> ReadAsync(VideoTask task, CancellationToken cancellationToken)
    {
        var isOwnKey = keys.HasOwn(task);
        try
        {
            // With another key, a task that is not found is not a new one that becomes visible later.
            var reported = await client.GetAsync(keys.Of(task), task.TaskId!, isOwnKey ? task.CreatedAt : null, cancellationToken).ConfigureAwait(false);
            telemetry.Polled(null);
            _schedule.Forget(task.Handle);
            otherKeys.Forget(task.Handle);
            var seen = await store.ApplyAsync(task.Handle, new TaskUpdate.Observed(reported)).ConfigureAwait(false);
            if (!reported.Status.IsFinal)
                return await NextOrGiveUpAsync(task, RunningAtMost, "The service still reported it as unfinished a day after it was created.", _schedule.Next()).ConfigureAwait(false);
            _followedSince.TryRemove(task.Handle, out _);
            return seen.NeedsWork ? TimeSpan.Zero : null;
        }
        catch (CometRunwayException error) when (!isOwnKey && error is not TaskStoreUnavailableException)
        {
            telemetry.Polled(error);
            await otherKeys.RecordAsync(task, error).ConfigureAwait(false);
            return null;
        }
        catch (CometApiException error) when (error.Kind == ApiErrorKind.InvalidKey && keys.ForgetReplaced(task))
        {
            telemetry.Polled(error);
            return _schedule.Next();
        }
        catch (CometApiException error) when (error.Kind == ApiErrorKind.NoSuchTask)
        {
            telemetry.Polled(error);
            return await NextOrGiveUpAsync(task, InvisibleAtMost, "The service does not know the task's id.", _schedule.AfterFault(task.Handle, null)).ConfigureAwait(false);
        }
        catch (CometRunwayException error) when (error is not TaskStoreUnavailableException)
        {
            telemetry.Polled(error);
            TaskLog.ReadFailed(_logger, task.Handle, error.Message);
            await store.ApplyAsync(task.Handle, new TaskUpdate.ReadFailed(ErrorTypes.Of(error), error.Message)).ConfigureAwait(false);
            return await NextOrGiveUpAsync(task, RunningAtMost, $"It could not be read for a day: {error.Message}", _schedule.AfterFault(task.Handle, (error as CometApiException)?.RetryAfter)).ConfigureAwait(false);
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private async ValueTask<TimeSpan?> NextOrGiveUpAsync(VideoTask task, TimeSpan atMost, string reason, TimeSpan next)
    {
        var since = _followedSince.GetOrAdd(task.Handle, static (_, clock) => clock.GetTimestamp(), time);
        if (time.GetElapsedTime(since) <= FollowedAtLeast || time.GetUtcNow() - task.CreatedAt <= atMost)
            return next;
        await store.ApplyAsync(task.Handle, task.NeedsConfirmation ? new TaskUpdate.NotConfirmed(reason) : new TaskUpdate.NotFound(reason)).ConfigureAwait(false);
        return null;
    }
}
