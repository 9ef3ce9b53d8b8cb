using System.Buffers;
using CometRunway.Diagnostics;
using Microsoft.Extensions.Logging;

namespace CometRunway.Videos.Downloads;

/// <summary>Downloads finished videos to disk. Downloads are streamed and verified; only a complete file gets its final name.</summary>
public sealed class VideoDownloader
{
    /// <summary>The name of the HTTP client, which never sends the API key.</summary>
    public const string HttpClientName = "CometRunway.Download";

    private const int MaxNames = 20;
    private static readonly SearchValues<char> UnsafeInNames = SearchValues.Create("/\\:*?\"<>|\0");
    private readonly IHttpClientFactory _clients;
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    /// <summary>Creates the downloader.</summary>
    public VideoDownloader(IHttpClientFactory clients, TimeProvider time, ILogger<VideoDownloader> log)
    {
        ArgumentNullException.ThrowIfNull(clients);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(log);
        (_clients, _time, _log) = (clients, time, new SafeLogger(log));
    }

    /// <summary>
    /// Downloads a video. If the file already exists and is complete, it is not downloaded again. If another file has the same name, a number is
    /// appended to the name of the video. Exceptions of <see cref="DownloadRequest.RefreshLink"/> are propagated.
    /// </summary>
    /// <exception cref="DownloadException">The video could not be saved; see <see cref="DownloadException.Kind"/>.</exception>
    public async Task<DownloadedVideo> SaveAsync(DownloadRequest request, IProgress<DownloadProgress>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        Validate(request);
        var directory = FullPath(request.Directory);
        if (await FindAsync(request, directory, ct).ConfigureAwait(false) is { } existing)
            return existing;

        var part = PartialDownloadFile.Open(directory, request.FileName);
        await using (part.ConfigureAwait(false))
        {
            // Another process may have finished the download before this one opened the temporary file.
            if (await FindAsync(request, directory, ct).ConfigureAwait(false) is { } finished)
                return finished;
            var opener = new LinkOpener(_clients.CreateClient(HttpClientName), request.AllowLoopback);
            await new Transfer(opener, part, request, _time, _log).RunAsync(progress, ct).ConfigureAwait(false);
            return Publish(part, request, directory);
        }
    }

    private DownloadedVideo Publish(PartialDownloadFile part, DownloadRequest request, string directory)
    {
        var (sha256, content) = part.Complete();
        var facts = VideoCheck.Verify(content, sha256, request.ExpectedSha256);
        foreach (var path in Candidates(directory, request.FileName))
        {
            if (!part.TryPublish(path))
                continue;
            DownloadLog.Saved(_log, path, part.Length);
            return new DownloadedVideo(path, part.Length, sha256, facts, AlreadyThere: false);
        }

        throw new DownloadException(DownloadFailure.FolderUnavailable, $"'{directory}' has too many other files named like '{request.FileName}'.", retryLater: false);
    }

    private static async Task<DownloadedVideo?> FindAsync(DownloadRequest request, string directory, CancellationToken ct)
    {
        foreach (var path in Candidates(directory, request.FileName))
        {
            if (!Path.Exists(path))
                break;
            if (await VideoCheck.FindAsync(path, request.ExpectedSha256, ct).ConfigureAwait(false) is { } video)
                return video;
        }

        return null;
    }

    private static IEnumerable<string> Candidates(string directory, string fileName)
    {
        yield return Path.Combine(directory, fileName);
        var (stem, extension) = (Path.GetFileNameWithoutExtension(fileName), Path.GetExtension(fileName));
        for (var number = 2; number <= MaxNames; number++)
            yield return Path.Combine(directory, $"{stem}-{number}{extension}");
    }

    private static string FullPath(string directory)
    {
        try
        {
            return Path.GetFullPath(directory);
        }
        catch (Exception failure) when (DiskErrors.IsDiskError(failure))
        {
            throw DiskErrors.ToDownloadException(failure, directory);
        }
    }

    private static void Validate(DownloadRequest request)
    {
        ArgumentException.ThrowIfNullOrEmpty(request.Directory);
        ArgumentException.ThrowIfNullOrEmpty(request.FileName);
        if (!request.Link.IsAbsoluteUri)
            throw new ArgumentException("The link must be absolute.", nameof(request));
        if (request.FileName.StartsWith('.') || request.FileName.AsSpan().ContainsAny(UnsafeInNames))
            throw new ArgumentException("The file name must be a plain name.", nameof(request));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(request.MaxBytes, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(request.StallTimeout, TimeSpan.Zero, nameof(request));
    }
}
