using CometRunway.Net;

namespace CometRunway.McpServer.Hosting;

/// <summary>
/// Standard input that signals its end, so that calls do not wait for a client that has disconnected.
/// </summary>
internal sealed class StdinStream(Stream inner, Action ended, CancellationToken stopping) : ReadOnlyStream
{
    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        try
        {
            // Reading a console or a pipe may ignore the token, but this wait does not.
            var read = await inner.ReadAsync(buffer, both.Token).AsTask().WaitAsync(both.Token);
            if (read == 0)
                ended();
            return read;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0;
        }
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
