using CometRunway.Errors;

namespace CometRunway.Videos.Downloads;

/// <summary>Turns whatever a video store throws into a <see cref="DownloadException"/>, so that saving is tried again later.</summary>
internal static class StoreFailure
{
    public static async Task<T> ExplainAsync<T>(string location, Func<Task<T>> call, CancellationToken ct)
    {
        try
        {
            return await call().ConfigureAwait(false);
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
