using System.Runtime.InteropServices;

namespace CometRunway.McpServer.Hosting;

/// <summary>Provides the signals that request a shutdown as a cancellation token, until it is disposed.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals(params IEnumerable<PosixSignal> signals) => _registrations = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, Stop))];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        // The source is not disposed, because a signal handler may be running.
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _stop.Cancel();
    }
}
