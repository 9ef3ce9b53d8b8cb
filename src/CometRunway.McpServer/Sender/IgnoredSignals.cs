using System.Runtime.InteropServices;

namespace CometRunway.McpServer.Sender;

/// <summary>Ignores signals until it is disposed.</summary>
internal sealed class IgnoredSignals : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;

    public IgnoredSignals(params IEnumerable<PosixSignal> signals) =>
        _registrations = [.. signals.Select(static signal => PosixSignalRegistration.Create(signal, static context => context.Cancel = true))];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
    }
}
