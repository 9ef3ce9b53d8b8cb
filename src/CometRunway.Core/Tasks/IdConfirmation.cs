using System.Globalization;
using CometRunway.Api;
using CometRunway.Errors;
using CometRunway.Store;
using CometRunway.Tasks.Polling;

namespace CometRunway.Tasks;

/// <summary>
/// Asks the service for an id that may belong to a task of unknown outcome: one from a response that is an error, or one that a person found. The question
/// costs nothing. Without a confirmation the outcome stays unknown.
/// </summary>
internal sealed class IdConfirmation(CometRunwayApiClient client, ITaskStore store, AccountKeys keys, OutcomeRecorder outcomes, TimeProvider time)
{
    /// <summary>How long a create waits for the first confirmation.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How much earlier than the request a task can have been created, because clocks differ. Short, because an error can contain the id of another task of the
    /// same account that was created a few minutes ago.
    /// </summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>For an id that a person found.</summary>
    private static readonly TimeSpan PersonTolerance = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Asks once with the key of the task, and records the task as accepted if the service confirms the id. If the service refused the request and the id is that
    /// of another task, the refusal is recorded. Otherwise the poller asks again.
    /// </summary>
    /// <returns>The task as it is now: accepted, rejected, or still unknown.</returns>
    public async Task<VideoTask> SettleAsync(VideoTask task, CancellationToken cancellationToken)
    {
        if (!task.NeedsConfirmation)
            return task;
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            var objection = await FindObjectionAsync(task, task.UnconfirmedId!, fromPerson: false, either.Token).ConfigureAwait(false);
            return objection is null
                ? await outcomes.RecordAsync(task, Accepted(task)).ConfigureAwait(false)
                : await store.ApplyAsync(task.Handle, new TaskUpdate.NotConfirmed(objection.Message, objection.IsOtherTask)).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The outcome is recorded already. The poller asks again and reports what prevents it.
            return task;
        }
    }

    /// <summary>The outcome if the service confirms the unconfirmed id of the task. The store decides whether the id belongs to another task.</summary>
    public static SubmissionOutcome Accepted(VideoTask task) => new SubmissionOutcome.Accepted(task.UnconfirmedId!) { IdFromError = true };

    /// <summary>Asks the service for the id.</summary>
    /// <param name="task">The task of unknown outcome.</param>
    /// <param name="id">The id.</param>
    /// <param name="fromPerson">True if a person found the id. An id from an error counts only if the service says when its task was created.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>Null if it is the id of a task that can be this one; otherwise the reason why not, or why that is not certain.</returns>
    /// <exception cref="CometRunwayException">The service does not know the id, or did not say whether it does.</exception>
    public async Task<IdObjection?> FindObjectionAsync(VideoTask task, string id, bool fromPerson, CancellationToken cancellationToken)
    {
        if (await OwnerAsync(task, id, cancellationToken).ConfigureAwait(false) is { } owner)
            return new($"The id {id} belongs to {owner.Handle}.", IsOtherTask: true);
        var reported = await client.GetAsync(keys.Of(task), id, createdAt: null, cancellationToken).ConfigureAwait(false);
        if (reported.CreatedAt is null && !fromPerson)
            return new($"The service has a task with the id {id}, but does not say when it was created, so it may be another one.", IsOtherTask: false);
        if (reported.CreatedAt is not { } at || at >= task.CreatedAt - (fromPerson ? PersonTolerance : ClockTolerance))
            return null;
        // A clock that is a few minutes wrong is no proof.
        return new(
            string.Create(CultureInfo.InvariantCulture, $"The task with the id {id} was created at {at:yyyy-MM-dd HH:mm:ss} UTC, before this request was sent."),
            IsOtherTask: at < task.CreatedAt - PersonTolerance);
    }

    private async Task<VideoTask?> OwnerAsync(VideoTask task, string id, CancellationToken cancellationToken) =>
        await StoreFault.GuardAsync(() => store.FindAsync(task.Scope, id, cancellationToken), cancellationToken).ConfigureAwait(false) switch
        {
            FindOutcome.Found { Task: var found } when TaskIdClaims.AreEqual(found.TaskId, id) => found,
            FindOutcome.Ambiguous several => several.Tasks.FirstOrDefault(other => TaskIdClaims.AreEqual(other.TaskId, id)),
            _ => null,
        };
}

/// <summary>Why an id is not taken for that of a task.</summary>
/// <param name="Message">The reason.</param>
/// <param name="IsOtherTask">True if it is the id of another task; false if it may be that of this one.</param>
internal sealed record IdObjection(string Message, bool IsOtherTask);
