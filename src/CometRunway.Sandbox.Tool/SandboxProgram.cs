using System.Runtime.InteropServices;

namespace CometRunway.Sandbox.Tool;

/// <summary>Runs a sandbox until a signal, or until whoever started it is gone.</summary>
internal static class SandboxProgram
{
    public static async Task<int> RunAsync(SandboxOptions options, int? parent, bool exitWithStdin, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var term = Catch(PosixSignal.SIGTERM, stop);
        using var hangup = Catch(PosixSignal.SIGHUP, stop);
        using var interrupt = Catch(PosixSignal.SIGINT, stop);
        try
        {
            var server = await SandboxServer.StartAsync(options, stop.Token).ConfigureAwait(false);
            await using (server.ConfigureAwait(false))
            {
                await Console.Out.WriteLineAsync($"comet-runway-sandbox listening on {server.BaseAddress.GetLeftPart(UriPartial.Authority)}").ConfigureAwait(false);
                await Owner.WhenGoneAsync(parent, exitWithStdin, stop.Token).ConfigureAwait(false);
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

    private static PosixSignalRegistration Catch(PosixSignal signal, CancellationTokenSource stop) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
}
