using System.Globalization;
using CometRunway.Errors;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Tasks;

namespace CometRunway.McpServer.Animate;

/// <summary>Creates one task for a person at a terminal and waits for its video.</summary>
/// <param name="client">The library.</param>
/// <param name="creates">Create requests in flight, which a stop must not cut off.</param>
/// <param name="createTimeout">After a stop, how long to wait for the response of a create request, which contains the task id.</param>
/// <param name="time">The clock.</param>
/// <param name="progress">Receives the progress.</param>
/// <param name="notify">Prints a message while the command runs.</param>
/// <param name="afterwards">A sentence that says what happens to an unfinished task after this command.</param>
internal sealed class AnimateRun(ICometRunwayClient client, InFlightCreates creates, TimeSpan createTimeout, TimeProvider time, IProgress<VideoProgress> progress, Action<string> notify, string afterwards)
{
    public async Task<AnimateReport> RunAsync(VideoRequest request, bool newTake, CancellationToken cancellationToken)
    {
        VideoTask? task = null;
        try
        {
            var created = await client.CreateAsync(request, newTake, cancellationToken: cancellationToken);
            task = created.Task;
            var video = await client.WaitAsync(created.Handle, new ProblemNotice(progress, notify, time), cancellationToken: cancellationToken);
            return Saved(video, created.IsNew, request.RequestId is not null);
        }
        catch (OperationCanceledException error) when (cancellationToken.IsCancellationRequested)
        {
            return await StoppedAsync((error as CreateCancelledException)?.Task ?? task);
        }
        catch (VideoTaskTimeoutException error)
        {
            return Of(AnimateOutcome.StillRunning, $"{error.Message} {afterwards}", error.Charge, error.Task);
        }
        catch (VideoOutcomeUnknownException error)
        {
            return Of(AnimateOutcome.Unknown, $"{error.Message} Check CometAPI's usage page for the task, then run `comet-runway-mcp tasks resolve {error.Task.Handle}` with `--not-charged` or `--task ID`.", error.Charge, error.Task);
        }
        catch (VideoTaskFailedException error)
        {
            return Of(AnimateOutcome.NoVideo, error.Message, error.Charge, error.Task);
        }
        catch (CometRunwayException error) when (task is not null)
        {
            var outcome = task.State == VideoTaskState.Submitting ? AnimateOutcome.Unknown : AnimateOutcome.StillRunning;
            return Of(outcome, $"{task.Handle} was created, but the wait for it failed: {error.Message} {afterwards}", ChargeStatus.Unknown, task);
        }
        catch (CometRunwayException error)
        {
            return Of(error.Charge == ChargeStatus.Unknown ? AnimateOutcome.Unknown : AnimateOutcome.NothingCreated, error.Message, error.Charge, (error as VideoTaskException)?.Task);
        }
    }

    private async Task<AnimateReport> StoppedAsync(VideoTask? seen)
    {
        if (seen is null)
            return Of(AnimateOutcome.NothingCreated, "Stopped. Nothing was sent.", ChargeStatus.No, null);
        if (creates.Any)
            notify(string.Create(CultureInfo.InvariantCulture, $"The create request is in flight. Waiting up to {createTimeout.TotalSeconds:0} s for its response, which contains the task id."));
        var answered = await creates.WaitAllAsync(createTimeout, time);
        var task = await client.FindAsync(seen.Handle);
        // A request that is no longer in flight here and has no outcome is with a sender.
        if (answered && task.State == VideoTaskState.Submitting)
            return Of(AnimateOutcome.StillRunning, $"Stopped waiting for {task.Handle}. Its create request continues in another process, which records the response: `comet-runway-mcp tasks show {task.Handle}` shows it. The task may be charged. {afterwards}", ChargeStatus.Unknown, task);
        return answered && task.State is not (VideoTaskState.Submitting or VideoTaskState.Unknown)
            ? Of(AnimateOutcome.StillRunning, $"Stopped waiting for {task.Handle}. {afterwards}", ChargeStatus.Unknown, task)
            : Of(AnimateOutcome.Unknown, $"Stopped while {task.Handle} was being sent. It may have been charged. Run `comet-runway-mcp tasks show {task.Handle}` to see its state.", ChargeStatus.Unknown, task);
    }

    private static AnimateReport Saved(FinishedVideo video, bool isNew, bool hasRequestId) => Of(
        AnimateOutcome.Saved,
        isNew ? $"Saved as {video.Path}." : $"The same request was already made as {video.Task.Handle}, so nothing was charged again. Saved as {video.Path}. To create another video, {(hasRequestId ? "use another --request-id and add --new-take" : "add --new-take")}.",
        isNew ? ChargeStatus.Yes : ChargeStatus.No,
        video.Task) with
    {
        Files = [.. video.Files.Select(file => file.Path)],
        Differences = [.. video.Files.SelectMany(file => file.Differences).Distinct()],
    };

    private static AnimateReport Of(AnimateOutcome outcome, string message, ChargeStatus charge, VideoTask? task) => new()
    {
        Outcome = outcome,
        Message = message,
        Charged = charge.ToString().ToLowerInvariant(),
        Task = task?.Handle,
        TaskId = task?.TaskId,
        UnconfirmedId = task is { TaskId: null } ? task.UnconfirmedId : null,
    };
}
