using System.Diagnostics;
using System.Text;

namespace CometRunway.Processes;

/// <summary>A child process whose output is captured. <see cref="Dispose"/> kills it if it is still running.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int MaxStandardErrorBytes = 2000;

    private readonly Process _process;
    private readonly Task<string> _standardError;

    private ChildProcess(Process process)
    {
        _process = process;
        process.StandardInput.Close();
        _standardError = HeadAsync(process.StandardError.BaseStream);
    }

    /// <summary>Starts the program.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, string? folder = null) =>
        new(Process.Start(ProgramStart.CreateStartInfo(program, arguments, folder))!);

    /// <summary>Waits for the process to exit and returns its result. The output is null when it is longer than the limit. Cancellation kills the process.</summary>
    public async Task<ChildOutput> ReadAsync(int maxBytes, CancellationToken cancellationToken)
    {
        var kill = cancellationToken.Register(Kill);
        await using (kill.ConfigureAwait(false))
        {
            var output = await ReadCappedAsync(_process.StandardOutput.BaseStream, maxBytes).ConfigureAwait(false);
            if (output is null)
                Kill();
            await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            var standardError = await _standardError.ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return new ChildOutput(_process.ExitCode, output, standardError);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // The process has already exited.
        }
    }

    private static async Task<byte[]?> ReadCappedAsync(Stream stream, int maxBytes)
    {
        var buffer = new byte[maxBytes + 1];
        var count = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false).ConfigureAwait(false);
        return count > maxBytes ? null : buffer[..count];
    }

    /// <summary>Reads the stream to its end, so that the process never blocks on a full pipe, and keeps the beginning.</summary>
    private static async Task<string> HeadAsync(Stream stream)
    {
        var head = new byte[MaxStandardErrorBytes];
        var count = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false).ConfigureAwait(false);
        await stream.CopyToAsync(Stream.Null).ConfigureAwait(false);
        return Encoding.UTF8.GetString(head, 0, count);
    }
}
