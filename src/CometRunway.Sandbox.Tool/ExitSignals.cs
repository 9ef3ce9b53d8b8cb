using System.Diagnostics;

namespace CometRunway.Sandbox.Tool;

/// <summary>Detects that the process that started the sandbox is gone, so that the sandbox does not outlive it.</summary>
internal static class ExitSignals
{
    /// <summary>Completes when the parent process exits, standard input ends, or the token is cancelled.</summary>
    public static async Task WhenAnyAsync(int? parent, bool watchStdin, CancellationToken cancellationToken)
    {
        List<Task> signals = [WhenCancelledAsync(cancellationToken)];
        if (parent is { } id)
        {
            signals.Add(WhenExitedAsync(id, cancellationToken));
        }

        if (watchStdin)
        {
            signals.Add(WhenStdinEndsAsync());
        }

        await Task.WhenAny(signals).ConfigureAwait(false);
    }

    private static async Task WhenCancelledAsync(CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource();
        using var registration = cancellationToken.Register(() => cancelled.TrySetResult());
        await cancelled.Task.ConfigureAwait(false);
    }

    private static async Task WhenExitedAsync(int id, CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException)
        {
            // The parent process has already exited.
        }
    }

    /// <summary>Reads on a dedicated thread, because on some systems a read from a terminal or a pipe cannot be cancelled.</summary>
    private static Task WhenStdinEndsAsync() => Task.Factory.StartNew(
        () =>
        {
            using var input = Console.OpenStandardInput();
            Span<byte> buffer = stackalloc byte[256];
            while (input.Read(buffer) > 0)
            {
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
