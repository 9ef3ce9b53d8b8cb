using CometRunway.Errors;

namespace CometRunway.Videos.Downloads;

/// <summary>Limits the time of a call to a video store and turns what it throws into a <see cref="DownloadException"/>, so that saving is retried later.</summary>
internal static class StoreFailure
{
    /// <summary>The timeout of one call. A store that hangs must not hold the slot of another video for ever.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);

    /// <summary>Calls the store. A call that ignores the token or the time limit is left alone; its result is not used.</summary>
    public static async Task<T> ExplainAsync<T>(string location, Func<Task<T>> call, TimeProvider time, CancellationToken ct)
    {
        try
        {
            return await call().WaitAsync(TimeLimit, time, ct).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsUnexplained(failure, ct))
        {
            throw Explained(failure, location);
        }
    }

    public static T Explain<T>(string location, Func<T> call, CancellationToken ct = default)
    {
        try
        {
            return call();
        }
        catch (Exception failure) when (IsUnexplained(failure, ct))
        {
            throw Explained(failure, location);
        }
    }

    // A store may time out, which looks like a cancellation but is not one.
    private static bool IsUnexplained(Exception failure, CancellationToken ct) =>
        failure is OperationCanceledException ? !ct.IsCancellationRequested : failure is not CometRunwayException;

    private static DownloadException Explained(Exception failure, string location) => DiskErrors.IsDiskError(failure)
        ? DiskErrors.ToDownloadException(failure, location)
        : new(DownloadFailure.StoreFailed, "The app's video store failed; the reason is in the log.", retryLater: true, failure);
}
