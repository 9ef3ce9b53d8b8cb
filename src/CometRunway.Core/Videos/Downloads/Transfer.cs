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
                if (await AttemptAsync(progress, ct).ConfigureAwait(false))
                    return;
                // The server sent a part of the file as announced. The next request asks for the rest.
                if (part.Length <= before)
                    throw new DownloadException(DownloadFailure.ServiceError, $"{_link.IdnHost} sends only parts of the video, and the same part again.", retryLater: true);
            }
            catch (DownloadException rejected) when (rejected.Kind is DownloadFailure.LinkRejected or DownloadFailure.LinkNeedsKey && !_refreshed && request.RefreshLink is not null)
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

    /// <summary>Returns true if the file is complete; false if the server sent a part of it, and the rest can be requested.</summary>
    private async Task<bool> AttemptAsync(IProgress<DownloadProgress>? progress, CancellationToken ct)
    {
        using var inactivity = new InactivityTimeout(time, request.StallTimeout, ct);
        try
        {
            if (part.Length > 0 && _resume is not { IsUsable: true })
                part.Restart();
            using var response = await opener.GetAsync(_link, Prepare, inactivity.Token).ConfigureAwait(false);
            Accept(response);
            inactivity.Restart();
            await CopyAsync(response, inactivity, progress).ConfigureAwait(false);
            return IsComplete(response);
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
            throw Broken(ConnectionReason.Of(failure), failure);
        }
    }

    private void Prepare(HttpRequestMessage message)
    {
        message.Headers.AcceptEncoding.ParseAdd("identity");
        if (part.Length > 0)
            _resume!.ApplyTo(message, part.Length);
    }

    /// <summary>Checks the status and headers of a response, and positions the temporary file for its body.</summary>
    private void Accept(HttpResponseMessage response)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent when part.Length > 0 && _resume!.Matches(response, part.Length):
                break;
            // Some servers send a range although none was requested.
            case HttpStatusCode.OK:
            case HttpStatusCode.PartialContent when part.Length == 0 && ResumePoint.StartsAt(response, 0):
                part.Restart();
                _resume = ResumePoint.Of(response);
                break;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                part.Restart();
                throw Broken("the file changed or its parts do not fit together");
            default:
                throw Rejected(response);
        }

        if (_resume!.Total > request.MaxBytes)
            throw TooLarge();
    }

    private DownloadException Rejected(HttpResponseMessage response)
    {
        var address = response.RequestMessage?.RequestUri ?? _link;
        var status = (int)response.StatusCode;
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized when request.Gateway.Contains(address) => new(
                DownloadFailure.LinkNeedsKey,
                $"The video's link at {address.IdnHost} is one of the service and requires the API key, and the key of this task {(request.Gateway.Key is null ? "is not known here" : "was not accepted")} (HTTP {status}).",
                retryLater: true),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone =>
                new(DownloadFailure.LinkRejected, $"The video's link at {address.IdnHost} is not accepted (HTTP {status}).", retryLater: true),
            _ => new(DownloadFailure.ServiceError, $"{address.IdnHost} answered HTTP {status} instead of the video.", retryLater: status is 408 or 425 or 429 or >= 500),
        };
    }

    private async Task CopyAsync(HttpResponseMessage response, InactivityTimeout inactivity, IProgress<DownloadProgress>? progress)
    {
        var content = await VideoContent.OpenAsync(response, isBeginning: part.Length == 0, _link, inactivity).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            _resume = _resume! with { IsCompressed = content.IsCompressed };
            var total = content.IsCompressed ? null : _resume.Total;
            while (await content.ReadAsync(inactivity).ConfigureAwait(false) is { Length: > 0 } bytes)
            {
                if (part.Length + bytes.Length > request.MaxBytes)
                    throw TooLarge();
                await part.AppendAsync(bytes, inactivity.Token).ConfigureAwait(false);
                progress?.Report(new DownloadProgress(part.Length, total));
            }
        }
    }

    private bool IsComplete(HttpResponseMessage response)
    {
        if (_resume!.Total is not { } total)
            return true;
        var end = response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange?.To + 1 : total;
        if (!_resume.IsCompressed && part.Length != end)
            throw Broken($"{part.Length} of {end} bytes arrived");
        if (end == total)
            return true;
        return _resume.IsUsable
            ? false
            : throw new DownloadException(DownloadFailure.ServiceError, $"{_link.IdnHost} sent only {end} of {total} bytes, and the rest of the same file cannot be requested.", retryLater: true);
    }

    private DownloadException Broken(string reason, Exception? inner = null) =>
        new(DownloadFailure.Broken, $"The download from {_link.IdnHost} did not complete: {reason}.", true, inner);

    private DownloadException TooLarge() =>
        new(DownloadFailure.TooLarge, $"The video is larger than the limit of {request.MaxBytes} bytes.", retryLater: false);
}
