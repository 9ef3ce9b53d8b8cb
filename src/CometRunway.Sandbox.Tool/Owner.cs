using System.Diagnostics;

namespace CometRunway.Sandbox.Tool;

/// <summary>Whoever started the sandbox: it must not outlive them.</summary>
internal static class Owner
{
    /// <summary>Completes when the parent has exited, standard input has ended, or the token is cancelled.</summary>
    public static async Task WhenGoneAsync(int? parent, bool watchStdin, CancellationToken cancellationToken)
    {
        List<Task> ends = [WhenCancelledAsync(cancellationToken)];
        if (parent is { } id)
        {
            ends.Add(WhenExitedAsync(id, cancellationToken));
        }

        if (watchStdin)
        {
            ends.Add(WhenStdinEndsAsync());
        }

        await Task.WhenAny(ends).ConfigureAwait(false);
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
            // No process has this id: the parent is already gone.
        }
    }

    /// <summary>Reads on a thread of its own: on some systems a read of a terminal or a pipe cannot be called off.</summary>
    private static Task WhenStdinEndsAsync() => Task.Factory.StartNew(
        () =>
        {
            using var input = Console.OpenStandardInput();
            Span<byte> ignored = stackalloc byte[256];
            while (input.Read(ignored) > 0)
            {
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
