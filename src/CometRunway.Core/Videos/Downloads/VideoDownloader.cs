using System.Buffers;
using CometRunway.Diagnostics;
using CometRunway.Mp4;
using Microsoft.Extensions.Logging;

namespace CometRunway.Videos.Downloads;

/// <summary>Saves finished videos. The data is streamed and verified. The video gets its name only when it is complete.</summary>
internal sealed class VideoDownloader
{
    /// <summary>The name of the HTTP client, which sends the API key to the service only, and only for a link that requires it.</summary>
    public const string HttpClientName = "CometRunway.Download";

    private static readonly SearchValues<char> UnsafeInNames = SearchValues.Create("/\\:*?\"<>|\0");
    private readonly IHttpClientFactory _clients;
    private readonly IVideoStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    /// <summary>Creates the downloader.</summary>
    public VideoDownloader(IHttpClientFactory clients, IVideoStore store, TimeProvider time, ILogger<VideoDownloader> log) =>
        (_clients, _store, _time, _log) = (clients, store, time, new SafeLogger(log));

    /// <summary>
    /// Downloads a video. If the file already exists and is complete, it is not downloaded again. If another file has the same name, a number is
    /// appended to the name of the video. Exceptions of <see cref="DownloadRequest.RefreshLink"/> are propagated.
    /// </summary>
    /// <exception cref="DownloadException">The video could not be saved; see <see cref="DownloadException.Kind"/>.</exception>
    public async Task<DownloadedVideo> SaveAsync(DownloadRequest request, IProgress<DownloadProgress>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        Validate(request);
        if (await FindAsync(request, ct).ConfigureAwait(false) is { } existing)
            return existing;

        var target = await DownloadTarget.OpenAsync(_store, request.Name, _time, ct).ConfigureAwait(false);
        await using (target.ConfigureAwait(false))
        {
            // Another process may have saved the video before this process could create the writer.
            if (await FindAsync(request, ct).ConfigureAwait(false) is { } finished)
                return finished;
            var opener = new LinkOpener(_clients.CreateClient(HttpClientName), request.Gateway, request.AllowLoopback);
            await new Transfer(opener, target, request, _time, _log).RunAsync(progress, ct).ConfigureAwait(false);
            var facts = target.Check((content, sha256) => VideoCheck.Verify(content, sha256, request.ExpectedSha256));
            // A process that was stopped for long can end after another one that saved the video meanwhile.
            if (await FindAsync(request, ct).ConfigureAwait(false) is { } saved)
                return saved;
            var path = await target.CommitAsync(ct).ConfigureAwait(false);
            DownloadLog.Saved(_log, path, target.Length);
            return new DownloadedVideo(path, target.Length, target.Sha256, facts, AlreadyThere: false);
        }
    }

    private Task<DownloadedVideo?> FindAsync(DownloadRequest request, CancellationToken ct) => StoreFailure.ExplainAsync(_store.Location, async () =>
    {
        if (await _store.FindAsync(request.Name, request.ExpectedSha256, ct).ConfigureAwait(false) is not { } found)
            return null;
        var content = await _store.OpenReadAsync(found.Location, ct).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            return Mp4Reader.TryRead(content, out _) is { } facts
                ? new DownloadedVideo(found.Location, found.Length, found.Sha256, facts, AlreadyThere: true)
                : null;
        }
    }, _time, ct);

    private static void Validate(DownloadRequest request)
    {
        ArgumentException.ThrowIfNullOrEmpty(request.Name.FileName);
        if (!request.Link.IsAbsoluteUri)
            throw new ArgumentException("The link must be absolute.", nameof(request));
        if (request.Name.FileName.StartsWith('.') || request.Name.FileName.AsSpan().ContainsAny(UnsafeInNames))
            throw new ArgumentException("The file name must be a plain name.", nameof(request));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(request.MaxBytes, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(request.StallTimeout, TimeSpan.Zero, nameof(request));
    }
}
