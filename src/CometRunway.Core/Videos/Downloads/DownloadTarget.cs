using System.Security.Cryptography;
using CometRunway.Mp4;

namespace CometRunway.Videos.Downloads;

/// <summary>
/// Writes a download to the video store and computes its hash. Exceptions of the store are converted to <see cref="DownloadException"/>.
/// </summary>
internal sealed class DownloadTarget(IVideoWriter writer, string location, TimeProvider time) : IAsyncDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The number of bytes written.</summary>
    public long Length { get; private set; }

    public static async Task<DownloadTarget> OpenAsync(IVideoStore store, VideoName name, TimeProvider time, CancellationToken ct)
    {
        Task<IVideoWriter>? opening = null;
        try
        {
            var writer = await StoreFailure.ExplainAsync(store.Location, () => opening = store.CreateAsync(name, ct), time, ct).ConfigureAwait(false);
            return new DownloadTarget(writer ?? throw Unusable("writer"), store.Location, time);
        }
        catch when (opening is not null)
        {
            // The store may still return a writer. It must be disposed of, because it blocks other writers for this video.
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

    /// <summary>Discards all bytes, so that the download starts again.</summary>
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

    /// <summary>Flushes the stream and passes the content and its SHA-256 to a function.</summary>
    public T Check<T>(Func<Stream, string, T> check) =>
        StoreFailure.Explain(location, () =>
        {
            writer.Content.Flush();
            return check(writer.Content, Sha256);
        });

    /// <summary>Returns true if the written bytes are all that the tables of the video list. More bytes can be appended afterwards.</summary>
    public bool HasAllSamples() =>
        StoreFailure.Explain(location, () =>
        {
            writer.Content.Flush();
            var hasAll = MediaProof.HasAllSamples(writer.Content);
            writer.Content.Position = Length;
            return hasAll;
        });

    /// <summary>Publishes the video under its name and returns its location.</summary>
    public async Task<string> CommitAsync(CancellationToken ct)
    {
        var path = await StoreFailure.ExplainAsync(location, () => writer.CommitAsync(ct), time, ct).ConfigureAwait(false);
        return string.IsNullOrEmpty(path) ? throw Unusable("location") : path;
    }

    /// <summary>The SHA-256 of the written bytes in lower-case hexadecimal.</summary>
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
            // A failed clean-up does not change whether the video is saved.
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
            // The caller has already received an exception.
        }
    }
}
