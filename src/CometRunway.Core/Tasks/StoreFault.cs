using CometRunway.Errors;

namespace CometRunway.Tasks;

/// <summary>
/// The failures of the app's <see cref="Store.ITaskStore"/>. A store may throw anything; callers get <see cref="TaskStoreUnavailableException"/>, whose
/// inner exception is the failure.
/// </summary>
internal static class StoreFault
{
    /// <summary>Calls the store. A failure becomes <see cref="TaskStoreUnavailableException"/>; the caller's cancellation and the end of the container stay what they are.</summary>
    /// <exception cref="TaskStoreUnavailableException">The store failed or returned null.</exception>
    /// <exception cref="ObjectDisposedException">The container was disposed of.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<T> GuardAsync<T>(Func<ValueTask<T>> call, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await call().ConfigureAwait(false) ?? throw Empty();
        }
        catch (Exception error) when (Is(error, cancellationToken))
        {
            throw Of(error);
        }
    }

    /// <summary>True for a failure that is not reported as one yet. A cancellation counts unless the caller cancelled: it is then the store's own timeout.</summary>
    public static bool Is(Exception error, CancellationToken cancellationToken) =>
        error is not (TaskStoreUnavailableException or ObjectDisposedException) && !(error is OperationCanceledException && cancellationToken.IsCancellationRequested);

    /// <summary>The failure as it is reported. Its text is only in the inner exception, because it may contain secrets such as a connection string.</summary>
    public static TaskStoreUnavailableException Of(Exception error) => new($"The task store failed ({error.GetType().Name}).", error);

    /// <summary>The failure of a store that returned null, for example a mock without a set-up result.</summary>
    public static TaskStoreUnavailableException Empty() => new("The task store returned no result.");
}
