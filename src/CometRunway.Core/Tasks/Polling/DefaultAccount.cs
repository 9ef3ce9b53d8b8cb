using CometRunway.Diagnostics;
using Microsoft.Extensions.Logging;

namespace CometRunway.Tasks.Polling;

/// <summary>
/// Reads the key of the default caller again and again, without waiting for it: the app's key provider may fail or hang, and the known accounts are
/// polled anyway.
/// </summary>
internal sealed class DefaultAccount(AccountKeys accounts, Action added, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan KeyTimeout = TimeSpan.FromSeconds(30);

    private Task _reading = Task.CompletedTask;
    private Type? _error;
    private bool _isKnown;

    /// <summary>Starts to read the key, unless the last call has not ended. Calls <c>added</c> when the account is known for the first time.</summary>
    public void Refresh(CancellationToken stop)
    {
        if (_reading.IsCompleted)
            _reading = Task.Run(() => AddAsync(stop), CancellationToken.None);
    }

    private async Task AddAsync(CancellationToken stop)
    {
        try
        {
            // A later pass asks a provider that hangs again. One that blocks keeps this one thread and is not asked again.
            await accounts.AddDefaultAsync(stop).WaitAsync(KeyTimeout, time, stop).ConfigureAwait(false);
            _error = null;
            // Only once: a provider that returns another key each time must not keep the loop busy.
            if (!_isKnown)
                added();
            _isKnown = true;
        }
        catch (Exception error)
        {
            // Logged when it changes: a provider that refuses the default caller does so on every pass.
            if (!stop.IsCancellationRequested && _error != error.GetType())
                TaskLog.DefaultAccountFailed(logger, error);
            _error = error.GetType();
        }
    }
}
