using System.Diagnostics;
using System.Text;

namespace CometRunway.Processes;

/// <summary>Another program that works for us and is read to its end; it ends with <see cref="Dispose"/> at the latest.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int ComplaintsKept = 2000;

    private readonly Process _process;
    private readonly Task<string> _complaints;

    private ChildProcess(Process process)
    {
        _process = process;
        process.StandardInput.Close();
        _complaints = HeadAsync(process.StandardError.BaseStream);
    }

    /// <summary>Starts it.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, string? folder = null) =>
        new(Process.Start(ProgramStart.Apart(program, arguments, folder))!);

    /// <summary>Waits for its end and returns what it wrote; the output is null when it is longer than the cap. Cancelling kills it.</summary>
    public async Task<ChildOutput> ReadAsync(int atMostBytes, CancellationToken cancellationToken)
    {
        var kill = cancellationToken.Register(Kill);
        await using (kill.ConfigureAwait(false))
        {
            var output = await ReadCappedAsync(_process.StandardOutput.BaseStream, atMostBytes).ConfigureAwait(false);
            if (output is null)
                Kill();
            await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            var complaints = await _complaints.ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return new ChildOutput(_process.ExitCode, output, complaints);
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
            // It has ended by itself.
        }
    }

    private static async Task<byte[]?> ReadCappedAsync(Stream stream, int atMostBytes)
    {
        var buffer = new byte[atMostBytes + 1];
        var count = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false).ConfigureAwait(false);
        return count > atMostBytes ? null : buffer[..count];
    }

    /// <summary>Reads to the end, so that the program never waits for a reader, and keeps the beginning.</summary>
    private static async Task<string> HeadAsync(Stream stream)
    {
        var head = new byte[ComplaintsKept];
        var count = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false).ConfigureAwait(false);
        await stream.CopyToAsync(Stream.Null).ConfigureAwait(false);
        return Encoding.UTF8.GetString(head, 0, count);
    }
}
