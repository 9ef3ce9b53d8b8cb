using System.Runtime.InteropServices;

namespace CometRunway.McpServer.Hosting;

/// <summary>Signals that ask for an orderly end, as a token, for as long as it is not disposed.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals(params IEnumerable<PosixSignal> signals) => _registrations = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, Stop))];

    /// <summary>Cancelled by the first of them.</summary>
    public CancellationToken Token => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        // The source is left alone: a signal may be on its way to it at this moment.
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _stop.Cancel();
    }
}
