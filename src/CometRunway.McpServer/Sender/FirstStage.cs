using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace CometRunway.McpServer.Sender;

/// <summary>The first stage of a sender, started by the server: its pipes, and its end.</summary>
/// <param name="input">The standard input of both stages.</param>
/// <param name="output">The standard output of both stages.</param>
/// <param name="placement">Where the sender runs.</param>
/// <param name="whenEnded">Waits for the end of the first stage and returns its exit code.</param>
/// <param name="process">The process.</param>
internal sealed class FirstStage(Stream input, Stream output, SenderPlacement placement, Func<CancellationToken, Task<int>> whenEnded, IDisposable process) : IDisposable
{
    public Stream Input => input;

    public Stream Output => output;

    public SenderPlacement Placement => placement;

    /// <summary>Starts the first stage.</summary>
    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    public static FirstStage Start(SenderCommand command)
    {
        var start = command.StartInfo(SenderProgram.FirstStage);
        return OperatingSystem.IsWindows() ? StartOnWindows(start) : StartOnUnix(start);
    }

    /// <summary>Waits for the end of the first stage, after which the second is detached.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> WhenEndedAsync(CancellationToken cancellationToken) => whenEnded(cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        Close(input);
        Close(output);
        process.Dispose();
    }

    private static FirstStage StartOnUnix(ProcessStartInfo start)
    {
        var process = Process.Start(start)!;
        // A sender writes nothing to standard error. If the server's own were inherited, the client would wait for its end as long as the sender runs.
        process.StandardError.Close();
        PipeBuffer.Enlarge(process.StandardInput.BaseStream);
        return new(process.StandardInput.BaseStream, process.StandardOutput.BaseStream, SenderPlacement.Detached, WhenEndedAsync, process);

        async Task<int> WhenEndedAsync(CancellationToken cancellationToken)
        {
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
    }

    [SupportedOSPlatform("windows")]
    private static FirstStage StartOnWindows(ProcessStartInfo start)
    {
        var input = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
        var output = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
        try
        {
            var (process, placement) = StartOutsideJob(start, input.ClientSafePipeHandle.DangerousGetHandle(), output.ClientSafePipeHandle.DangerousGetHandle());
            input.DisposeLocalCopyOfClientHandle();
            output.DisposeLocalCopyOfClientHandle();
            return new(input, output, placement, cancellationToken => WhenEndedAsync(process, cancellationToken), process);
        }
        catch
        {
            input.Dispose();
            output.Dispose();
            throw;
        }
    }

    [SupportedOSPlatform("windows")]
    private static (SafeWaitHandle Process, SenderPlacement Placement) StartOutsideJob(ProcessStartInfo start, nint input, nint output)
    {
        try
        {
            return (WindowsStart.Start(start, input, output, leavesJob: true), SenderPlacement.Detached);
        }
        catch (Win32Exception error) when (error.NativeErrorCode == WindowsStart.AccessDenied)
        {
            return (WindowsStart.Start(start, input, output, leavesJob: false), SenderPlacement.Child);
        }
    }

    [SupportedOSPlatform("windows")]
    private static async Task<int> WhenEndedAsync(SafeWaitHandle process, CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var signal = new ManualResetEvent(false) { SafeWaitHandle = new SafeWaitHandle(process.DangerousGetHandle(), ownsHandle: false) };
        var registration = ThreadPool.RegisterWaitForSingleObject(signal, (_, _) => ended.TrySetResult(), null, Timeout.Infinite, executeOnlyOnce: true);
        try
        {
            await ended.Task.WaitAsync(cancellationToken);
            return WindowsStart.ExitCode(process);
        }
        finally
        {
            registration.Unregister(null);
        }
    }

    private static void Close(Stream stream)
    {
        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // The sender has closed its end.
        }
    }
}
