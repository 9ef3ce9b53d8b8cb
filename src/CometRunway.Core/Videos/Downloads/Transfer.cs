using System.Buffers;
using System.Net;
using CometRunway.Net;
using Microsoft.Extensions.Logging;

namespace CometRunway.Videos.Downloads;

/// <summary>Downloads one file to the video store. Interrupted downloads are resumed over new connections.</summary>
internal sealed class Transfer(LinkOpener opener, DownloadTarget part, DownloadRequest request, TimeProvider time, ILogger log)
{
    private const int MaxAttemptsWithoutProgress = 4;
    private const int MaxInterruptions = 20;
    private Uri _link = request.Link;
    private ResumePoint? _resume;
    private bool _refreshed;
    private int _attemptsWithoutProgress;
    private int _interruptions;

    public async Task RunAsync(IProgress<DownloadProgress>? progress, CancellationToken ct)
    {
        while (true)
        {
            var before = part.Length;
            try
            {
                await AttemptAsync(progress, ct).ConfigureAwait(false);
                return;
            }
            catch (DownloadException expired) when (expired.Kind == DownloadFailure.LinkExpired && !_refreshed && request.RefreshLink is not null)
            {
                _refreshed = true;
                if (await request.RefreshLink(ct).ConfigureAwait(false) is not { } fresh)
                    throw;
                _link = fresh;
                DownloadLog.Refreshed(log, fresh.IdnHost);
            }
            catch (DownloadException broken) when (CanResume(broken, part.Length > before))
            {
                DownloadLog.Interrupted(log, _link.IdnHost, part.Length, broken.Kind);
                await Task.Delay(RetryDelay(), time, ct).ConfigureAwait(false);
            }
        }
    }

    private bool CanResume(DownloadException failure, bool hasProgress)
    {
        if (!failure.RetryLater || failure.Kind is not (DownloadFailure.Broken or DownloadFailure.Stalled or DownloadFailure.ServiceError))
            return false;
        _attemptsWithoutProgress = hasProgress ? 1 : _attemptsWithoutProgress + 1;
        return ++_interruptions < MaxInterruptions && _attemptsWithoutProgress < MaxAttemptsWithoutProgress;
    }

    private TimeSpan RetryDelay() => TimeSpan.FromSeconds((1 << _attemptsWithoutProgress) / 2);

    private async Task AttemptAsync(IProgress<DownloadProgress>? progress, CancellationToken ct)
    {
        using var inactivity = new InactivityTimeout(time, request.StallTimeout, ct);
        try
        {
            if (part.Length > 0 && _resume is not { IsUsable: true })
                part.Restart();
            using var response = await opener.GetAsync(_link, Prepare, inactivity.Token).ConfigureAwait(false);
            CheckResponse(response);
            inactivity.Restart();
            await CopyAsync(response, inactivity, progress).ConfigureAwait(false);
        }
        catch (OperationCanceledException failure) when (!ct.IsCancellationRequested)
        {
            throw new DownloadException(DownloadFailure.Stalled, $"{_link.IdnHost} sent nothing for {request.StallTimeout.TotalSeconds:0} s.", true, failure);
        }
        catch (Exception failure) when (AddressRefusedException.IsIn(failure))
        {
            throw new DownloadException(DownloadFailure.AddressRefused, "The video's link leads to an address that is not public, so it is not followed.", false, failure);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw Broken("the connection failed or broke", failure);
        }
    }

    private void Prepare(HttpRequestMessage message)
    {
        message.Headers.AcceptEncoding.ParseAdd("identity");
        if (part.Length > 0)
            _resume!.ApplyTo(message, part.Length);
    }

    /// <summary>Checks the status and headers of a response, and positions the temporary file for its body.</summary>
    private void CheckResponse(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                part.Restart();
                _resume = ResumePoint.Of(response);
                break;
            case HttpStatusCode.PartialContent when part.Length > 0 && _resume!.Matches(response, part.Length):
                break;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                part.Restart();
                throw Broken("the file changed or its parts do not fit together");
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone:
                throw new DownloadException(DownloadFailure.LinkExpired, $"The video's link at {_link.IdnHost} is no longer accepted (HTTP {status}).", retryLater: true);
            default:
                var later = status is 408 or 425 or 429 or >= 500;
                throw new DownloadException(DownloadFailure.ServiceError, $"{_link.IdnHost} answered HTTP {status} instead of the video.", later);
        }

        if (response.Content.Headers.ContentEncoding.Any(coding => !coding.Equals("identity", StringComparison.OrdinalIgnoreCase)))
            throw new DownloadException(DownloadFailure.NotAVideo, $"{_link.IdnHost} sent the file in an encoding that was not asked for.", retryLater: true);
        if (_resume.Total > request.MaxBytes)
            throw TooLarge();
    }

    private async Task CopyAsync(HttpResponseMessage response, InactivityTimeout inactivity, IProgress<DownloadProgress>? progress)
    {
        var total = _resume!.Total;
        var body = await response.Content.ReadAsStreamAsync(inactivity.Token).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            // Read at least 512 bytes first, so that a web page is detected before it is written to disk.
            var minBytes = part.Length == 0 ? 512 : 1;
            while (await body.ReadAtLeastAsync(buffer, minBytes, throwOnEndOfStream: false, inactivity.Token).ConfigureAwait(false) is var count and > 0)
            {
                inactivity.Restart();
                if (part.Length == 0)
                    VideoCheck.ThrowIfNotMp4(buffer.AsSpan(0, Math.Min(count, 512)), _link);
                if (part.Length + count > request.MaxBytes)
                    throw TooLarge();
                await part.AppendAsync(buffer.AsMemory(0, count), inactivity.Token).ConfigureAwait(false);
                progress?.Report(new DownloadProgress(part.Length, total));
                minBytes = 1;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (total is not null && part.Length != total)
            throw Broken($"{part.Length} of {total} bytes arrived");
    }

    private DownloadException Broken(string reason, Exception? inner = null) =>
        new(DownloadFailure.Broken, $"The download from {_link.IdnHost} did not complete: {reason}.", true, inner);

    private DownloadException TooLarge() =>
        new(DownloadFailure.TooLarge, $"The video is larger than the limit of {request.MaxBytes} bytes.", retryLater: false);
}
