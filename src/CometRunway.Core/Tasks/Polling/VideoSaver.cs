using CometRunway.Api;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Mp4;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using CometRunway.Videos;
using CometRunway.Videos.Desktop;
using CometRunway.Videos.Downloads;
using CometRunway.Videos.Gallery;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Tasks.Polling;

/// <summary>Brings a finished task's files onto the disk: each once, verified, with its sidecar, and the page that plays them.</summary>
internal sealed class VideoSaver(
    CometRunwayApiClient client,
    VideoDownloader downloader,
    SqliteTaskStore ledger,
    OutputFolder folder,
    VideoOpener opener,
    TaskTelemetry telemetry,
    IOptions<CometRunwayOptions> options,
    TimeProvider time,
    ILogger<VideoSaver> logger)
{
    private readonly ILogger _logger = new SafeLogger(logger);

    private static readonly TimeSpan LinkShelfLife = TimeSpan.FromHours(12);
    private readonly PollSchedule _rhythm = new(options.Value, Random.Shared);
    private readonly ConsecutiveFailures _faults = new();

    public async Task SaveAsync(VideoTask entry, Action renewLease, CancellationToken cancellationToken)
    {
        try
        {
            entry = await WithLinksAsync(entry, cancellationToken).ConfigureAwait(false);
            if (await SaveAllAsync(entry, renewLease, cancellationToken).ConfigureAwait(false) is { } failure)
                throw failure;
            _faults.Forget(entry.Handle);
        }
        catch (DownloadException error)
        {
            Put(entry, error.Message, error.RetryLater);
        }
        catch (CometApiException error) when (error.Kind == ApiErrorKind.NoSuchTask)
        {
            Put(entry, "The service no longer has the video, and no file of it is here: it was not saved in time, or was moved or deleted since.", soon: false);
        }
        catch (CometRunwayException error) when (error is not TaskStoreUnavailableException)
        {
            Put(entry, error.Message, soon: true);
        }
    }

    /// <summary>Every output has its own try: one that cannot be saved does not keep the others away. The first failure is the answer.</summary>
    private async Task<DownloadException?> SaveAllAsync(VideoTask entry, Action renewLease, CancellationToken cancellationToken)
    {
        DownloadException? first = null;
        for (var index = 0; index < entry.OutputLinks.Count; index++)
        {
            if (entry.Files.Any(file => file.Index == index))
                continue;
            try
            {
                await SaveAsync(entry, index, renewLease, cancellationToken).ConfigureAwait(false);
            }
            catch (DownloadException error)
            {
                first ??= error;
            }
        }

        return first;
    }

    /// <summary>Links expire, so old ones are read again before they are used; the file's own refusal is answered the same way.</summary>
    private async Task<VideoTask> WithLinksAsync(VideoTask entry, CancellationToken cancellationToken)
    {
        var stale = entry.LinksReadAt is not { } read || time.GetUtcNow() - read > LinkShelfLife;
        if (entry.OutputLinks.Count > 0 && !stale)
            return entry;
        entry = await ReadAgainAsync(entry, cancellationToken).ConfigureAwait(false);
        return entry.OutputLinks.Count > 0
            ? entry
            : throw new DownloadException(DownloadFailure.ServiceError, "The service says the video is done but gives no link to it.", retryLater: true);
    }

    private async Task<VideoTask> ReadAgainAsync(VideoTask entry, CancellationToken cancellationToken) =>
        ledger.Observe(entry.Handle, await client.GetAsync(entry.TaskId!, null, cancellationToken).ConfigureAwait(false));

    private async Task SaveAsync(VideoTask entry, int index, Action renewLease, CancellationToken cancellationToken)
    {
        var request = new DownloadRequest
        {
            Link = new Uri(entry.OutputLinks[index]),
            Directory = folder.For(entry.Scope),
            FileName = VideoFileName.For(entry.CreatedAt, entry.Handle, entry.Settings.Prompt, index, entry.OutputLinks.Count),
            AllowLoopback = options.Value.IsLoopback,
            RefreshLink = async token =>
            {
                var fresh = await ReadAgainAsync(entry, token).ConfigureAwait(false);
                return index < fresh.OutputLinks.Count ? new Uri(fresh.OutputLinks[index]) : null;
            },
        };
        var video = await DownloadAsync(entry, request, renewLease, cancellationToken).ConfigureAwait(false);
        var savedAt = time.GetUtcNow();
        var page = await WriteSidecarAndGalleryAsync(Sidecar(entry, index, video, savedAt), video.Path, cancellationToken).ConfigureAwait(false);
        ledger.RecordFile(entry.Handle, new SavedFile(index, video.Path, video.Length, video.Sha256, savedAt, VideoFacts.Write(video.Facts)));
        // One window a task, and none for a file that another process fetched.
        if (index == 0 && !video.AlreadyThere)
            opener.Show(video.Path, page);
    }

    private async Task<DownloadedVideo> DownloadAsync(VideoTask entry, DownloadRequest request, Action renewLease, CancellationToken cancellationToken)
    {
        using var span = telemetry.Download(entry, request.Link);
        try
        {
            var video = await downloader.SaveAsync(request, new LeaseRenewer(renewLease, time), cancellationToken).ConfigureAwait(false);
            span.End(video);
            if (!video.AlreadyThere)
                telemetry.Saved(video.Length);
            return video;
        }
        catch (Exception error)
        {
            span.Fail(ErrorTypes.Of(error));
            throw;
        }
    }

    /// <summary>The sidecar and the page are for people; the video is saved whether or not they can be written.</summary>
    private async Task<string?> WriteSidecarAndGalleryAsync(VideoSidecar sidecar, string path, CancellationToken cancellationToken)
    {
        try
        {
            await SidecarFile.WriteAsync(path, sidecar, cancellationToken).ConfigureAwait(false);
            return await GalleryPage.WriteAsync(Path.GetDirectoryName(path)!, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is DownloadException or IOException or UnauthorizedAccessException)
        {
            TaskLog.SidecarFailed(_logger, path, error.Message);
            return null;
        }
    }

    private VideoSidecar Sidecar(VideoTask entry, int index, DownloadedVideo video, DateTimeOffset savedAt) => new()
    {
        Handle = entry.Handle,
        TaskId = entry.TaskId,
        Settings = entry.Settings,
        ApiVersion = entry.ApiVersion,
        Service = options.Value.BaseAddress.Authority,
        Rehearsal = options.Value.IsLoopback,
        SourceName = entry.ImageName,
        SourceSha256 = entry.ImageSha256,
        CreatedAt = entry.CreatedAt,
        FinishedAt = entry.FinishedAt,
        SavedAt = savedAt,
        OutputIndex = index,
        OutputCount = entry.OutputLinks.Count,
        EstimatedCost = entry.EstimatedCost,
        Length = video.Length,
        Sha256 = video.Sha256,
        Facts = video.Facts,
        Differences = Mp4Comparison.Differences(video.Facts, entry.Settings.Ratio, entry.Settings.Duration),
    };

    private void Put(VideoTask entry, string problem, bool soon)
    {
        TaskLog.SaveFailed(_logger, entry.Handle, problem);
        var now = time.GetUtcNow();
        ledger.RecordFileProblem(entry.Handle, problem, now + _rhythm.AfterUnsaved(_faults.Add(entry.Handle), soon, now - entry.CreatedAt));
    }
}
