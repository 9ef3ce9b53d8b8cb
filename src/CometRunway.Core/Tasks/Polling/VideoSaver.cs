using System.Security.Cryptography;
using System.Text;
using CometRunway.Api;
using CometRunway.Api.Http;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Mp4;
using CometRunway.Net;
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
    UpdateBatches updates,
    AccountKeys keys,
    IVideoStore videos,
    VideoOpener opener,
    OtherKeyFailures otherKeys,
    TaskTelemetry telemetry,
    IOptions<CometRunwayOptions> options,
    TimeProvider time,
    ILogger<VideoSaver> logger)
{
    private readonly ILogger _logger = new SafeLogger(logger);

    /// <summary>The video is saved already; a description that takes longer is left alone.</summary>
    private static readonly TimeSpan DescribeTimeout = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LinkShelfLife = TimeSpan.FromHours(12);

    /// <summary>Links live 24 to 48 hours at Runway. A younger one that is rejected has another reason.</summary>
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(24);

    private readonly PollSchedule _schedule = new(options.Value, Random.Shared);

    /// <summary>Saves the missing files of a task.</summary>
    /// <returns>How long every process waits before the next attempt; null if nothing is left to do, or if only this process waits.</returns>
    public async Task<TimeSpan?> SaveAsync(VideoTask task, DownloadSlot slot, CancellationToken cancellationToken)
    {
        try
        {
            task = await WithLinksAsync(task, cancellationToken).ConfigureAwait(false);
            if (await SaveAllAsync(task, slot, cancellationToken).ConfigureAwait(false) is { } failure)
                throw failure;
            _schedule.Forget(task.Handle);
            otherKeys.Forget(task.Handle);
            return null;
        }
        catch (DownloadException error)
        {
            if (error.Kind == DownloadFailure.StoreFailed)
                TaskLog.StoreFailed(_logger, error, task.Handle);
            return await RecordProblemAsync(task, ErrorTypes.Of(error), error.Message, error.RetryLater).ConfigureAwait(false);
        }
        catch (CometRunwayException error) when (!keys.HasOwn(task) && error is not TaskStoreUnavailableException)
        {
            await otherKeys.RecordAsync(task, error).ConfigureAwait(false);
            return null;
        }
        catch (CometApiException error) when (error.Kind == ApiErrorKind.InvalidKey && keys.ForgetReplaced(task))
        {
            return _schedule.Next();
        }
        catch (CometApiException error) when (error.Kind == ApiErrorKind.NoSuchTask)
        {
            return await RecordProblemAsync(task, ErrorTypes.Snake(nameof(DownloadFailure.LinkExpired)), "The service no longer has the video, and no file of it is here: it was not saved in time, or was moved or deleted since.", soon: false).ConfigureAwait(false);
        }
        catch (CometRunwayException error) when (error is not TaskStoreUnavailableException)
        {
            return await RecordProblemAsync(task, ErrorTypes.Of(error), error.Message, soon: true).ConfigureAwait(false);
        }
    }

    /// <summary>Records that a download ended because too few bytes arrived.</summary>
    public ValueTask<TimeSpan?> RecordTooSlowAsync(VideoTask task, string host) =>
        RecordProblemAsync(task, ErrorTypes.Snake(nameof(DownloadFailure.Stalled)), $"{host} sends the video too slowly. It is requested again by itself.", soon: true);

    /// <summary>Saves each output separately: one that cannot be saved does not prevent the others. Returns the first failure.</summary>
    private async Task<DownloadException?> SaveAllAsync(VideoTask task, DownloadSlot slot, CancellationToken cancellationToken)
    {
        DownloadException? first = null;
        for (var index = 0; index < task.OutputLinks.Count; index++)
        {
            if (task.Files.Any(file => file.Index == index))
                continue;
            try
            {
                await SaveAsync(task, index, slot, cancellationToken).ConfigureAwait(false);
            }
            catch (DownloadException error)
            {
                first ??= error;
            }
            catch (Exception error) when (error is not (OperationCanceledException or CometRunwayException))
            {
                // Something about this output that nobody thought of. The other ones are saved nevertheless. The message can contain the link.
                TaskLog.StepFailed(_logger, error, task.Handle);
                first ??= new DownloadException(DownloadFailure.ServiceError, $"The link to the video cannot be used ({error.GetType().Name}).", retryLater: true, error);
            }
        }

        return first;
    }

    /// <summary>Links expire, so old links are read again before they are used.</summary>
    private async Task<VideoTask> WithLinksAsync(VideoTask task, CancellationToken cancellationToken)
    {
        var stale = task.LinksReadAt is not { } read || time.GetUtcNow() - read > LinkShelfLife;
        if (task.OutputLinks.Count > 0 && !stale)
            return task;
        var reported = await client.GetAsync(keys.Of(task), task.TaskId!, null, cancellationToken).ConfigureAwait(false);
        task = await store.ApplyAsync(task.Handle, new TaskUpdate.Observed(reported)).ConfigureAwait(false);
        return task.OutputLinks.Count > 0 ? task : throw NoLink(task, reported);
    }

    private DownloadException NoLink(VideoTask task, ApiTask reported) => reported.HasLinkWithKey
        ? new(DownloadFailure.LinkHasKey, $"The service's link to the video contains the API key, so it is neither kept nor used. A person with the key gets it from GET {new Endpoints(options.Value.BaseAddress).Task(task.TaskId!)}", retryLater: true)
        : new(DownloadFailure.NoLink, "The service says the video is done but gives no link to it.", retryLater: true);

    private async Task<VideoTask> ReadAgainAsync(VideoTask task, CancellationToken cancellationToken) =>
        await store.ApplyAsync(
            task.Handle,
            new TaskUpdate.Observed(await client.GetAsync(keys.Of(task), task.TaskId!, null, cancellationToken).ConfigureAwait(false))).ConfigureAwait(false);

    private async Task SaveAsync(VideoTask task, int index, DownloadSlot slot, CancellationToken cancellationToken)
    {
        var request = new DownloadRequest
        {
            Link = LinkOf(task, index),
            Gateway = new GatewayLinks(options.Value.BaseAddress, keys.Of(task)),
            Name = new VideoName(task.Scope, VideoFileName.For(task.CreatedAt, NameOf(task), task.Settings.Prompt, index, task.OutputLinks.Count)),
            AllowLoopback = options.Value.IsLoopback,
            RefreshLink = async token =>
            {
                var fresh = await ReadAgainAsync(task, token).ConfigureAwait(false);
                return index < fresh.OutputLinks.Count ? LinkOf(fresh, index) : null;
            },
        };
        var video = await DownloadFromAnyAsync(task, request, slot, cancellationToken).ConfigureAwait(false);
        var savedAt = time.GetUtcNow();
        var page = await DescribeAsync(Sidecar(task, index, video, savedAt), video.Path, cancellationToken).ConfigureAwait(false);
        var file = new SavedFile(index, video.Path, video.Length, video.Sha256, savedAt, VideoFacts.Write(video.Facts));
        await updates.ApplyAsync(task.Handle, new TaskUpdate.FileSaved(file)).ConfigureAwait(false);
        // One window per task, and none for a file that another process downloaded.
        if (index == 0 && !video.AlreadyThere)
            opener.Show(video.Path, page);
    }

    /// <summary>
    /// A file that exists under the name of a task counts as its video. A person can name the wrong id and take that back, so the name then contains the id,
    /// as a hash: another id has another file.
    /// </summary>
    private static string NameOf(VideoTask task) => task.ResolvedAt is null
        ? task.Handle
        : $"{task.Handle}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(task.TaskId!)).AsSpan(0, 4))}";

    private static Uri LinkOf(VideoTask task, int index) => ExactLink.TryParse(task.OutputLinks[index])
        ?? throw new DownloadException(DownloadFailure.NoLink, "The service says the video is done, and what it gives as its link is no web link.", retryLater: true);

    /// <summary>Downloads from the link of the task and, if that is not possible, from the same file at the address of the service, if it has one.</summary>
    private async Task<DownloadedVideo> DownloadFromAnyAsync(VideoTask task, DownloadRequest request, DownloadSlot slot, CancellationToken cancellationToken)
    {
        try
        {
            return await DownloadAsync(task, request, slot, cancellationToken).ConfigureAwait(false);
        }
        catch (DownloadException error) when (IsAboutLink(error.Kind))
        {
            if (request.Gateway.OwnContent(request.Link, task.TaskId!) is not { } own)
                throw Explain(error, task, request.Link);
            try
            {
                return await DownloadAsync(task, request with { Link = own, RefreshLink = null }, slot, cancellationToken).ConfigureAwait(false);
            }
            catch (DownloadException second) when (IsAboutLink(second.Kind))
            {
                throw Explain(error, task, request.Link);
            }
        }
    }

    private static bool IsAboutLink(DownloadFailure kind) => kind is DownloadFailure.LinkRejected or DownloadFailure.AddressRefused
        or DownloadFailure.ServiceError or DownloadFailure.Broken or DownloadFailure.Stalled or DownloadFailure.NotAVideo;

    /// <summary>Adds what only the task tells about a failure of its link.</summary>
    private DownloadException Explain(DownloadException error, VideoTask task, Uri link)
    {
        if (link.Scheme == Uri.UriSchemeHttp && !(options.Value.IsLoopback && link.IsLoopback))
            return new(DownloadFailure.LinkNotSecure, $"The service gave a link with plain http, which others on the way could read or replace, so https was used instead, and failed: {error.Message}", retryLater: false, error);
        if (error.Kind == DownloadFailure.LinkRejected && time.GetUtcNow() - (task.FinishedAt ?? task.CreatedAt) > LinkLifetime)
            return new(DownloadFailure.LinkExpired, $"The video was finished more than a day ago, and its link has expired: {error.Message}", retryLater: false, error);
        return error;
    }

    private async Task<DownloadedVideo> DownloadAsync(VideoTask task, DownloadRequest request, DownloadSlot slot, CancellationToken cancellationToken)
    {
        using var span = telemetry.Download(task, request.Link);
        try
        {
            var video = await downloader.SaveAsync(request, slot, cancellationToken).ConfigureAwait(false);
            slot.EndReceiving();
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
            return await videos.DescribeAsync(location, sidecar, cancellationToken).WaitAsync(DescribeTimeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            TaskLog.SidecarFailed(_logger, location, error.Message);
            return null;
        }
    }

    private VideoSidecar Sidecar(VideoTask task, int index, DownloadedVideo video, DateTimeOffset savedAt) => new()
    {
        Handle = task.Handle,
        TaskId = task.TaskId,
        Settings = task.Settings,
        ApiVersion = task.ApiVersion,
        Service = options.Value.BaseAddress.Authority,
        Rehearsal = options.Value.IsLoopback,
        SourceName = task.ImageName,
        SourceSha256 = task.ImageSha256,
        CreatedAt = task.CreatedAt,
        FinishedAt = task.FinishedAt,
        SavedAt = savedAt,
        OutputIndex = index,
        OutputCount = task.OutputLinks.Count,
        EstimatedCost = task.EstimatedCost,
        Length = video.Length,
        Sha256 = video.Sha256,
        Facts = video.Facts,
        Differences = Mp4Comparison.Differences(video.Facts, task.Settings.Ratio, task.Settings.Duration),
    };

    private async ValueTask<TimeSpan?> RecordProblemAsync(VideoTask task, string code, string problem, bool soon)
    {
        TaskLog.SaveFailed(_logger, task.Handle, problem);
        var now = time.GetUtcNow();
        var wait = _schedule.AfterUnsaved(task.Handle, soon, now - task.CreatedAt);
        await updates.ApplyAsync(task.Handle, new TaskUpdate.FileNotSaved(code, problem, now + wait)).ConfigureAwait(false);
        return wait;
    }
}
