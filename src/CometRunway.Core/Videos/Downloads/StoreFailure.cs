using CometRunway.Errors;

namespace CometRunway.Videos.Downloads;

/// <summary>
/// Limits the duration of calls to a video store and converts their exceptions to <see cref="DownloadException"/>, so that saving is retried later.
/// </summary>
internal static class StoreFailure
{
    /// <summary>The timeout of one call. A store that does not respond must not block the saving of other videos.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);

    /// <summary>Calls the store. A call that ignores the token or the timeout is not awaited further, and its result is not used.</summary>
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

    // A timeout inside the store also throws OperationCanceledException. It is a failure, not a cancellation by the caller.
    private static bool IsUnexplained(Exception failure, CancellationToken ct) =>
        failure is OperationCanceledException ? !ct.IsCancellationRequested : failure is not CometRunwayException;

    private static DownloadException Explained(Exception failure, string location) => DiskErrors.IsDiskError(failure)
        ? DiskErrors.ToDownloadException(failure, location)
        : new(DownloadFailure.StoreFailed, "The app's video store failed; the reason is in the log.", retryLater: true, failure);
}
