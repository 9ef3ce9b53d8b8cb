using System.Runtime.InteropServices;

namespace CometRunway.Sandbox.Tool;

/// <summary>Runs a sandbox until a signal arrives or the process that started it is gone.</summary>
internal static class SandboxRunner
{
    /// <summary>The process that started the sandbox may have handed a request to another one, which is about to connect.</summary>
    private static readonly TimeSpan Accepting = TimeSpan.FromSeconds(1);

    /// <summary>How long a request in flight may then take.</summary>
    private static readonly TimeSpan Completing = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(SandboxOptions options, int? parent, bool exitWithStdin, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var term = StopOn(PosixSignal.SIGTERM, stop);
        using var hangup = StopOn(PosixSignal.SIGHUP, stop);
        using var interrupt = StopOn(PosixSignal.SIGINT, stop);
        try
        {
            var server = await SandboxServer.StartAsync(options, stop.Token).ConfigureAwait(false);
            await using (server.ConfigureAwait(false))
            {
                await Console.Out.WriteLineAsync($"comet-runway-sandbox listening on {server.BaseAddress.GetLeftPart(UriPartial.Authority)}").ConfigureAwait(false);
                await ExitSignals.WhenAnyAsync(parent, exitWithStdin, stop.Token).ConfigureAwait(false);
                if (!stop.IsCancellationRequested)
                {
                    await server.FinishAsync(Accepting, Completing).ConfigureAwait(false);
                }
            }

            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception e) when (e is ArgumentException or IOException)
        {
            await Console.Error.WriteLineAsync($"comet-runway-sandbox: {e.Message}").ConfigureAwait(false);
            return 1;
        }
    }

    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stop) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
}
