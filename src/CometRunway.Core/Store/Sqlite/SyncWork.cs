namespace CometRunway.Store.Sqlite;

/// <summary>Runs work synchronously and returns its result or exception as a completed task.</summary>
internal static class SyncWork
{
    public static ValueTask<T> Run<T>(Func<T> work, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<T>(cancellationToken);
        try
        {
            return new ValueTask<T>(work());
        }
        catch (Exception failure)
        {
            return ValueTask.FromException<T>(failure);
        }
    }
}
