using System.Security.Cryptography;

namespace CometRunway.Videos.Downloads;

/// <summary>The bytes of a download on their way into the video store, hashed as they arrive. What the store throws becomes a <see cref="DownloadException"/>.</summary>
internal sealed class DownloadTarget(IVideoWriter writer, string location, TimeProvider time) : IAsyncDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Bytes written so far.</summary>
    public long Length { get; private set; }

    public static async Task<DownloadTarget> OpenAsync(IVideoStore store, VideoName name, TimeProvider time, CancellationToken ct)
    {
        Task<IVideoWriter>? opening = null;
        try
        {
            var writer = await StoreFailure.ExplainAsync(store.Location, () => opening = store.CreateAsync(name, ct), time, ct).ConfigureAwait(false);
            return new DownloadTarget(writer ?? throw Unusable("writer"), store.Location, time);
        }
        catch when (opening is { IsCompleted: false })
        {
            // The writer may still arrive, and it keeps others from saving the video until it is disposed of.
            _ = DisposeWhenOpenedAsync(opening);
            throw;
        }
    }

    public async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        await StoreFailure.ExplainAsync(location, async () =>
        {
            await writer.Content.WriteAsync(bytes, ct).ConfigureAwait(false);
            return true;
        }, time, ct).ConfigureAwait(false);
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

    /// <summary>Makes the video visible under its name and returns its location.</summary>
    public async Task<string> CommitAsync(CancellationToken ct)
    {
        var path = await StoreFailure.ExplainAsync(location, () => writer.CommitAsync(ct), time, ct).ConfigureAwait(false);
        return string.IsNullOrEmpty(path) ? throw Unusable("location") : path;
    }

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
            // The steps before have decided whether the video is saved. A failed clean-up does not change that.
        }
    }

    private static DownloadException Unusable(string missing) => new(DownloadFailure.StoreFailed, $"The app's video store returned no {missing}.", retryLater: true);

    private static async Task DisposeWhenOpenedAsync(Task<IVideoWriter> opening)
    {
        try
        {
            if (await opening.ConfigureAwait(false) is { } writer)
                await writer.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The call already failed for its caller.
        }
    }
}
