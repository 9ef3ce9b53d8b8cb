using System.Runtime.InteropServices;

namespace CometRunway.McpServer.Hosting;

/// <summary>
/// Writes to standard output without <see cref="Console"/>. The console uses one lock for both outputs, so a client that never reads standard
/// error would also block the responses. A file stream fails on a pipe that is set to non-blocking.
/// </summary>
internal sealed class StandardOutput : Stream
{
    private const int Handle = 1;
    private const int Interrupted = 4;
    private const int BrokenPipe = 32;
    private const short Writable = 4;

    private static readonly int TryAgain = OperatingSystem.IsMacOS() ? 35 : 11;

    private StandardOutput()
    {
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Opens the stream for this system. On Windows the console uses no lock.</summary>
    public static Stream Open() => OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardOutput();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = Write(Handle, in MemoryMarshal.GetReference(buffer), buffer.Length);
            if (written > 0)
                buffer = buffer[(int)written..];
            else if (!MayGoOn(Marshal.GetLastPInvokeError()))
                return;
        }
    }

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Task.Run(() => Write(buffer.Span), cancellationToken));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Returns false if the client no longer reads. The end of the input follows and stops the server.</summary>
    private static bool MayGoOn(int error)
    {
        if (error == TryAgain)
        {
            var wait = new PollRequest { Handle = Handle, Events = Writable };
            _ = Poll(ref wait, 1, -1);
        }
        else if (error == BrokenPipe)
        {
            return false;
        }
        else if (error != Interrupted)
        {
            throw new IOException($"Cannot write to standard output: {Marshal.GetPInvokeErrorMessage(error)}", error);
        }

        return true;
    }

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Write(int handle, in byte bytes, nint count);

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref PollRequest requests, uint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollRequest
    {
        public int Handle;
        public short Events;
        public short Happened;
    }
}
