using CometRunway.Api;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Mp4;
using CometRunway.Options;
using CometRunway.Store;
using CometRunway.Videos;
using CometRunway.Videos.Desktop;
using CometRunway.Videos.Downloads;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Tasks.Polling;

/// <summary>Saves a finished task's files in the video store: each once, verified, with a description.</summary>
internal sealed class VideoSaver(
    CometRunwayApiClient client,
    VideoDownloader downloader,
    ITaskStore store,
    AccountKeys keys,
    IVideoStore videos,
    VideoOpener opener,
    TaskTelemetry telemetry,
    IOptions<CometRunwayOptions> options,
    TimeProvider time,
    ILogger<VideoSaver> logger)
{
    private readonly ILogger _logger = new SafeLogger(logger);

    private static readonly TimeSpan LinkShelfLife = TimeSpan.FromHours(12);
    private readonly PollSchedule _schedule = new(options.Value, Random.Shared);

    /// <inheritdoc cref="TaskProcessor.TakeAsync"/>
    public async Task<TimeSpan?> SaveAsync(VideoTask entry, Func<ValueTask> keepAlive, CancellationToken cancellationToken)
    {
        try
        {
            entry = await WithLinksAsync(entry, cancellationToken).ConfigureAwait(false);
            if (await SaveAllAsync(entry, keepAlive, cancellationToken).ConfigureAwait(false) is { } failure)
                throw failure;
            _schedule.Forget(entry.Handle);
            return null;
        }
        catch (DownloadException error)
        {
            if (error.Kind == DownloadFailure.StoreFailed)
                TaskLog.StoreFailed(_logger, error, entry.Handle);
            return await RecordProblemAsync(entry, error.Message, error.RetryLater).ConfigureAwait(false);
        }
        catch (CometApiException error) when (error.Kind == ApiErrorKind.NoSuchTask)
        {
            return await RecordProblemAsync(entry, "The service no longer has the video, and no file of it is here: it was not saved in time, or was moved or deleted since.", soon: false).ConfigureAwait(false);
        }
        catch (CometRunwayException error) when (error is not TaskStoreUnavailableException)
        {
            return await RecordProblemAsync(entry, error.Message, soon: true).ConfigureAwait(false);
        }
    }

    /// <summary>Saves each output separately: one that cannot be saved does not prevent the others. Returns the first failure.</summary>
    private async Task<DownloadException?> SaveAllAsync(VideoTask entry, Func<ValueTask> keepAlive, CancellationToken cancellationToken)
    {
        DownloadException? first = null;
        for (var index = 0; index < entry.OutputLinks.Count; index++)
        {
            if (entry.Files.Any(file => file.Index == index))
                continue;
            try
            {
                await SaveAsync(entry, index, keepAlive, cancellationToken).ConfigureAwait(false);
            }
            catch (DownloadException error)
            {
                first ??= error;
            }
        }

        return first;
    }

    /// <summary>Links expire, so old links are read again before they are used.</summary>
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
        await store.ApplyAsync(
            entry.Handle,
            new TaskUpdate.Observed(await client.GetAsync(keys.Of(entry), entry.TaskId!, null, cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);

    private async Task SaveAsync(VideoTask entry, int index, Func<ValueTask> keepAlive, CancellationToken cancellationToken)
    {
        var request = new DownloadRequest
        {
            Link = new Uri(entry.OutputLinks[index]),
            Name = new VideoName(entry.Scope, VideoFileName.For(entry.CreatedAt, entry.Handle, entry.Settings.Prompt, index, entry.OutputLinks.Count)),
            AllowLoopback = options.Value.IsLoopback,
            RefreshLink = async token =>
            {
                var fresh = await ReadAgainAsync(entry, token).ConfigureAwait(false);
                return index < fresh.OutputLinks.Count ? new Uri(fresh.OutputLinks[index]) : null;
            },
        };
        var video = await DownloadAsync(entry, request, keepAlive, cancellationToken).ConfigureAwait(false);
        var savedAt = time.GetUtcNow();
        var page = await DescribeAsync(Sidecar(entry, index, video, savedAt), video.Path, cancellationToken).ConfigureAwait(false);
        var file = new SavedFile(index, video.Path, video.Length, video.Sha256, savedAt, VideoFacts.Write(video.Facts));
        await store.ApplyAsync(entry.Handle, new TaskUpdate.FileSaved(file)).ConfigureAwait(false);
        // One window per task, and none for a file that another process downloaded.
        if (index == 0 && !video.AlreadyThere)
            opener.Show(video.Path, page);
    }

    private async Task<DownloadedVideo> DownloadAsync(VideoTask entry, DownloadRequest request, Func<ValueTask> keepAlive, CancellationToken cancellationToken)
    {
        using var span = telemetry.Download(entry, request.Link);
        try
        {
            var video = await downloader.SaveAsync(request, new LeaseRenewer(keepAlive, time), cancellationToken).ConfigureAwait(false);
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

    /// <summary>The sidecar and the page are for people. The video is saved even if they cannot be written.</summary>
    private async Task<string?> DescribeAsync(VideoSidecar sidecar, string location, CancellationToken cancellationToken)
    {
        try
        {
            return await videos.DescribeAsync(location, sidecar, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            TaskLog.SidecarFailed(_logger, location, error.Message);
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

    private async ValueTask<TimeSpan?> RecordProblemAsync(VideoTask entry, string problem, bool soon)
    {
        TaskLog.SaveFailed(_logger, entry.Handle, problem);
        var now = time.GetUtcNow();
        var wait = _schedule.AfterUnsaved(entry.Handle, soon, now - entry.CreatedAt);
        await store.ApplyAsync(entry.Handle, new TaskUpdate.FileNotSaved(problem, now + wait)).ConfigureAwait(false);
        return wait;
    }
}
