namespace CometRunway.Store;

/// <summary>
/// Decides which task has an id that several tasks claim, so that no two rows stand for the same paid task. An id in the response to the request itself is
/// never refused. An id from an error or from a person is weaker: any other task that has it keeps it. Pure functions.
/// </summary>
internal static class TaskIdClaims
{
    /// <summary>
    /// Compares ids. Case is ignored, because a service that ignores it has one task for both. Two tasks whose ids differ in case only are not expected.
    /// </summary>
    public static bool AreEqual(string? one, string? other) => one is not null && one.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>True if the id of the task is not from the response to its request, but from an error or from a person.</summary>
    public static bool IsIndirect(VideoTask task) => task.TaskId is not null && (task.ResolvedAt is not null || AreEqual(task.TaskId, task.UnconfirmedId));

    /// <summary>Applies the outcome to the task, and settles the claims of the other tasks to its id.</summary>
    public static ConcludedTask Conclude(VideoTask task, SubmissionOutcome outcome, IEnumerable<VideoTask> sameId, DateTimeOffset at)
    {
        if (outcome is not SubmissionOutcome.Accepted accepted)
            return new ConcludedTask(Transitions.Conclude(task, outcome, at), []);
        var others = sameId.Where(other => other.Handle != task.Handle && AreEqual(other.TaskId, accepted.TaskId)).ToList();
        if (accepted.IdFromError && others is [var owner, ..])
            return new ConcludedTask(Transitions.Apply(task, new TaskUpdate.NotConfirmed($"The id {accepted.TaskId} belongs to {owner.Handle}."), at), []);
        if (!accepted.IdFromError && others.Find(other => IsGivenTwice(other, task, accepted.TaskId)) is { } first)
            return new ConcludedTask(Transitions.DoubtId(task, accepted.TaskId, $"The service also gave the id {accepted.TaskId} for {first.Handle}, so it is not certain which task this request made."), []);
        return new ConcludedTask(
            Transitions.Conclude(task, outcome, at),
            [.. others.Where(IsIndirect).Select(other => Transitions.DoubtId(other, accepted.TaskId, $"The id {accepted.TaskId} belongs to {task.Handle}: it was in the response to that request."))]);
    }

    /// <summary>
    /// True if the same service gave the id for both requests. Services with different addresses can have the same ids, so a row of another account and
    /// another caller does not count.
    /// </summary>
    private static bool IsGivenTwice(VideoTask other, VideoTask task, string id) =>
        (task.TaskId is null || IsIndirect(task)) && !IsIndirect(other) && AreEqual(other.TaskId, id) && (other.Scope.Account == task.Scope.Account || other.Scope.Caller == task.Scope.Caller);
}
