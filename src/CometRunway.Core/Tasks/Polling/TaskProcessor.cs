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
    UpdateBatches updates,
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

    /// <summary>Reads the status of a task. An unchanged task is not written.</summary>
    /// <param name="task">The task as this process knows it.</param>
    /// <param name="cancellationToken">Ends the step; the task keeps what is left to do.</param>
    public Task<StepResult> ReadAsync(VideoTask task, CancellationToken cancellationToken) =>
        task.NeedsConfirmation ? ConfirmAsync(task, cancellationToken) : ReadStatusAsync(task, cancellationToken);

    /// <summary>Asks the service for the unconfirmed id of a task of unknown outcome. A confirmed task is followed from then on.</summary>
    private async Task<StepResult> ConfirmAsync(VideoTask task, CancellationToken cancellationToken)
    {
        try
        {
            var objection = await confirmation.FindObjectionAsync(task, task.UnconfirmedId!, fromPerson: false, cancellationToken).ConfigureAwait(false);
            telemetry.Polled(null);
            _schedule.Forget(task.Handle);
            if (objection is null)
            {
                var accepted = await store.ConcludeAsync(task.Handle, IdConfirmation.Accepted(task)).ConfigureAwait(false);
                return new StepResult(accepted, accepted.NeedsWork ? TimeSpan.Zero : null);
            }

            return new StepResult(await updates.ApplyAsync(task.Handle, new TaskUpdate.NotConfirmed(objection.Message, objection.IsOtherTask)).ConfigureAwait(false), null);
        }
        catch (CometRunwayException error) when (error is not TaskStoreUnavailableException)
        {
            telemetry.Polled(error);
            TaskLog.ReadFailed(_logger, task.Handle, error.Message);
            var next = _schedule.AfterFault(task.Handle, (error as CometApiException)?.RetryAfter);
            var result = error is CometApiException { Kind: ApiErrorKind.NoSuchTask }
                ? await NextOrGiveUpAsync(task, task, InvisibleAtMost, $"The service does not know the id {task.UnconfirmedId}, which its response to the request contains.", next).ConfigureAwait(false)
                : await NextOrGiveUpAsync(task, task, RunningAtMost, $"The service could not be asked for the id {task.UnconfirmedId} for a day: {error.Message}", next, isAnswer: false).ConfigureAwait(false);
            return Limited(result, error);
        }
    }

    private async Task<StepResult> ReadStatusAsync(VideoTask task, CancellationToken cancellationToken)
    {
        var isOwnKey = keys.HasOwn(task);
        try
        {
            // With another key, a task that is not found is not a new one that becomes visible later.
            var reported = await client.PollAsync(keys.Of(task), task.TaskId!, isOwnKey ? task.CreatedAt : null, cancellationToken).ConfigureAwait(false);
            telemetry.Polled(null);
            _schedule.Forget(task.Handle);
            otherKeys.Forget(task.Handle);
            var seen = await ApplyAsync(task, new TaskUpdate.Observed(reported)).ConfigureAwait(false);
            if (!reported.Status.IsFinal)
                return await NextOrGiveUpAsync(task, seen, RunningAtMost, "The service still reported it as unfinished a day after it was created.", _schedule.Next()).ConfigureAwait(false);
            _followedSince.TryRemove(task.Handle, out _);
            return new StepResult(seen, seen?.NeedsWork == true ? TimeSpan.Zero : null);
        }
        catch (CometRunwayException error) when (!isOwnKey && error is not TaskStoreUnavailableException)
        {
            telemetry.Polled(error);
            await otherKeys.RecordAsync(task, error).ConfigureAwait(false);
            return Limited(new StepResult(task, null), error);
        }
        catch (CometApiException error) when (error.Kind == ApiErrorKind.InvalidKey && keys.ForgetReplaced(task))
        {
            telemetry.Polled(error);
            return new StepResult(task, _schedule.Next());
        }
        catch (CometApiException error) when (error.Kind == ApiErrorKind.NoSuchTask)
        {
            telemetry.Polled(error);
            return await NextOrGiveUpAsync(task, task, InvisibleAtMost, "The service does not know the task's id.", _schedule.AfterFault(task.Handle, null)).ConfigureAwait(false);
        }
        catch (CometRunwayException error) when (error is not TaskStoreUnavailableException)
        {
            telemetry.Polled(error);
            TaskLog.ReadFailed(_logger, task.Handle, error.Message);
            var seen = await ApplyAsync(task, new TaskUpdate.ReadFailed(ErrorTypes.Of(error), error.Message)).ConfigureAwait(false);
            var next = _schedule.AfterFault(task.Handle, (error as CometApiException)?.RetryAfter);
            return Limited(await NextOrGiveUpAsync(task, seen, RunningAtMost, $"It could not be read for a day: {error.Message}", next).ConfigureAwait(false), error);
        }
    }

    /// <summary>The program ends: results are written at once.</summary>
    public void End() => updates.End();

    /// <summary>Saves the missing files of a task.</summary>
    /// <param name="task">The task as this process knows it.</param>
    /// <param name="slot">Its place among the downloads. If it is taken away, the step ends and the task is retried later.</param>
    /// <param name="cancellationToken">Ends the step; the task keeps what is left to do.</param>
    public async Task<StepResult> SaveAsync(VideoTask task, DownloadSlot slot, CancellationToken cancellationToken)
    {
        // Others may have changed it since, for example because a file was deleted.
        if (await store.GetAsync(task.Handle, cancellationToken).ConfigureAwait(false) is not { HasFilesMissing: true } current)
            return new StepResult(null, null);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(slot.Taken, cancellationToken);
        try
        {
            return new StepResult(current, await saver.SaveAsync(current, slot, linked.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (slot.Taken.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new StepResult(current, await saver.RecordTooSlowAsync(current, slot.Host).ConfigureAwait(false));
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static StepResult Limited(StepResult result, CometRunwayException error) => error is CometApiException { Kind: ApiErrorKind.RateLimited } limited
        ? result with { IsRateLimited = true, Pause = limited.RetryAfter }
        : result;

    /// <summary>Writes an update, unless it changes nothing in the task as this process knows it.</summary>
    private async ValueTask<VideoTask?> ApplyAsync(VideoTask task, TaskUpdate update) =>
        ReferenceEquals(update.ApplyTo(task, time.GetUtcNow()), task) ? task : await updates.ApplyAsync(task.Handle, update).ConfigureAwait(false);

    private async ValueTask<StepResult> NextOrGiveUpAsync(VideoTask task, VideoTask? seen, TimeSpan atMost, string reason, TimeSpan next, bool isAnswer = true)
    {
        var since = _followedSince.GetOrAdd(task.Handle, static (_, clock) => clock.GetTimestamp(), time);
        if (time.GetElapsedTime(since) <= FollowedAtLeast || time.GetUtcNow() - task.CreatedAt <= atMost)
            return new StepResult(seen, next);
        _followedSince.TryRemove(task.Handle, out _);
        _schedule.Forget(task.Handle);
        TaskUpdate end = task.NeedsConfirmation ? new TaskUpdate.NotConfirmed(reason, isAnswer) : new TaskUpdate.NotFound(reason);
        return new StepResult(await updates.ApplyAsync(task.Handle, end).ConfigureAwait(false), null);
    }
}
