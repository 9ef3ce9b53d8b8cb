using System.Buffers;
using CometRunway.Diagnostics;
using Microsoft.Extensions.Logging;

namespace CometRunway.Videos.Downloads;

/// <summary>Saves finished videos: streamed, checked, and under their name only when they are whole.</summary>
public sealed class VideoDownloader
{
    /// <summary>The name of its HTTP client. It never carries the API key.</summary>
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
    /// Saves one video. A file of that name that is whole is not fetched again; one that is something else is left alone, and the
    /// video gets a number behind its name. What <see cref="DownloadRequest.RefreshLink"/> throws passes through.
    /// </summary>
    /// <exception cref="DownloadException">It could not be saved; <see cref="DownloadException.Kind"/> says why.</exception>
    public async Task<DownloadedVideo> SaveAsync(DownloadRequest request, IProgress<DownloadProgress>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        Validate(request);
        var directory = FullPath(request.Directory);
        if (await FindAsync(request, directory, ct).ConfigureAwait(false) is { } there)
            return there;

        var part = PartialDownloadFile.Open(directory, request.FileName);
        await using (part.ConfigureAwait(false))
        {
            // Another process may have finished while we waited for its part file to be free.
            if (await FindAsync(request, directory, ct).ConfigureAwait(false) is { } meanwhile)
                return meanwhile;
            var opener = new LinkOpener(_clients.CreateClient(HttpClientName), request.AllowLoopback);
            await new Transfer(opener, part, request, _time, _log).RunAsync(progress, ct).ConfigureAwait(false);
            return Publish(part, request, directory);
        }
    }

    private DownloadedVideo Publish(PartialDownloadFile part, DownloadRequest request, string directory)
    {
        var (sha256, content) = part.Complete();
        var facts = VideoCheck.Require(content, sha256, request.ExpectedSha256);
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
        catch (Exception failure) when (DiskTrouble.IsDisk(failure))
        {
            throw DiskTrouble.Explain(failure, directory);
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
