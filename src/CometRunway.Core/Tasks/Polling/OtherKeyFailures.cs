using System.Collections.Concurrent;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Store;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Tasks.Polling;

/// <summary>
/// Handles failures to read a task with another key than the one that created it. They say nothing about the task, so its state stays. Another process
/// may have its key, so the time of the next attempt is kept in this process and not in the store.
/// </summary>
internal sealed class OtherKeyFailures(ITaskStore store, IOptions<CometRunwayOptions> options, TimeProvider time, ILogger<OtherKeyFailures> logger)
{
    private readonly ILogger _logger = new SafeLogger(logger);
    private readonly PollSchedule _schedule = new(options.Value, Random.Shared);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _notBefore = new(StringComparer.Ordinal);

    /// <summary>True if the service does not let a key read a task, or does not know the task under that key.</summary>
    public static bool IsRefusal(CometRunwayException error) =>
        error is CometApiException { Kind: ApiErrorKind.InvalidKey or ApiErrorKind.Forbidden or ApiErrorKind.NoSuchTask };

    /// <summary>Records a refusal as a note on the task. This process tries again later and later.</summary>
    public async Task RecordAsync(VideoTask task, CometRunwayException error)
    {
        TaskLog.OtherKeyFailed(_logger, task.Handle, error.Message);
        if (IsRefusal(error))
            await store.ApplyAsync(task.Handle, new TaskUpdate.NotReadable()).ConfigureAwait(false);
        _notBefore[task.Handle] = time.GetUtcNow() + _schedule.AfterOtherKey(task.Handle);
    }

    /// <summary>The time of the next attempt. A time beyond the longest wait is ignored: it was computed before the clock was set back.</summary>
    public DateTimeOffset NotBefore(string handle) =>
        _notBefore.TryGetValue(handle, out var at) && at <= time.GetUtcNow() + PollSchedule.LongestWithOtherKey * 1.25 ? at : DateTimeOffset.MinValue;

    /// <summary>The task was read or saved.</summary>
    public void Forget(string handle)
    {
        _schedule.Forget(handle);
        _notBefore.TryRemove(handle, out _);
    }
}
