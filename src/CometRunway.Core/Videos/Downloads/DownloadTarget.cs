using System.Security.Cryptography;

namespace CometRunway.Videos.Downloads;

/// <summary>The bytes of a download on their way into the video store, hashed as they arrive. What the store throws becomes a <see cref="DownloadException"/>.</summary>
internal sealed class DownloadTarget(IVideoWriter writer, string location) : IAsyncDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Bytes written so far.</summary>
    public long Length { get; private set; }

    public static async Task<DownloadTarget> OpenAsync(IVideoStore store, VideoName name, CancellationToken ct) =>
        new(await StoreFailure.ExplainAsync(store.Location, () => store.CreateAsync(name, ct), ct).ConfigureAwait(false), store.Location);

    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        await StoreFailure.ExplainAsync(location, async () =>
        {
            await writer.Content.WriteAsync(bytes, ct).ConfigureAwait(false);
            return true;
        }, ct).ConfigureAwait(false);
        _hash.AppendData(bytes.Span);
        Length += bytes.Length;
    }

    /// <summary>Forgets everything: the next byte is the file's first.</summary>
    public void Restart()
    {
        StoreFailure.Explain(location, () =>
        {
            writer.Content.SetLength(0);
            writer.Content.Position = 0;
            return true;
        });
        _hash.GetHashAndReset();
        Length = 0;
    }

    /// <summary>Looks at everything that was written.</summary>
    public T Check<T>(Func<Stream, string, T> check) =>
        StoreFailure.Explain(location, () =>
        {
            writer.Content.Flush();
            return check(writer.Content, Sha256);
        });

    /// <summary>Makes the video visible under its name, and says where it is.</summary>
    public Task<string> CommitAsync(CancellationToken ct) => StoreFailure.ExplainAsync(location, () => writer.CommitAsync(ct), ct);

    /// <summary>Lower-case hex SHA-256 of what was written.</summary>
    public string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        try
        {
            await writer.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // What happened before says whether the video is saved; what could not be cleaned up does not change that.
        }
    }
}
