using System.Net;
using CometRunway.Net;
using Microsoft.Extensions.Logging;

namespace CometRunway.Videos.Downloads;

/// <summary>Downloads one file to the video store. Interrupted downloads are resumed over new connections.</summary>
internal sealed class Transfer(LinkOpener opener, DownloadTarget part, DownloadRequest request, TimeProvider time, ILogger log)
{
    private const int MaxAttemptsWithoutProgress = 4;
    private const int MaxInterruptions = 20;
    private const int MaxUnanswered = 3;
    private Uri _link = request.Link;
    private ResumePoint? _resume;
    private bool _refreshed;

    /// <summary>True after the beginning of a video arrived.</summary>
    private bool _isVideo;

    /// <summary>True if no header said whether the bytes that arrived are the whole file. The next request asks for more.</summary>
    private bool _mayBeMore;

    /// <summary>True if the server answers a request for the rest of a file with its beginning.</summary>
    private bool _ignoresRanges;
    private int _attemptsWithoutProgress;
    private int _interruptions;

    /// <summary>The number of times that the server failed when it was asked for more bytes.</summary>
    private int _unanswered;

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
                opener.SendNoKey();
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

    /// <summary>Returns true if the file is complete; false if the server sent a part of it, or perhaps a part, and the rest can be requested.</summary>
    private async Task<bool> AttemptAsync(IProgress<DownloadProgress>? progress, CancellationToken ct)
    {
        try
        {
            return await RequestAsync(progress, ct).ConfigureAwait(false);
        }
        catch (DownloadException refused) when (!_isVideo && opener.MayNeedKey(_link, refused))
        {
            return await AttemptWithKeyAsync(refused, progress, ct).ConfigureAwait(false);
        }
    }

    /// <summary>The key is sent from then on if the file arrives with it, or may arrive later.</summary>
    private async Task<bool> AttemptWithKeyAsync(DownloadException refused, IProgress<DownloadProgress>? progress, CancellationToken ct)
    {
        opener.SendKeyTo(_link);
        try
        {
            return await RequestAsync(progress, ct).ConfigureAwait(false);
        }
        catch (DownloadException second) when (!_isVideo && !IsPassing(second))
        {
            opener.SendNoKey();
            if (refused.Kind == DownloadFailure.LinkNeedsKey || second.Kind == DownloadFailure.LinkNeedsKey)
                throw;
            throw refused;
        }
    }

    private static bool IsPassing(DownloadException failure) =>
        failure.RetryLater && failure.Kind is DownloadFailure.Broken or DownloadFailure.Stalled or DownloadFailure.ServiceError;

    private async Task<bool> RequestAsync(IProgress<DownloadProgress>? progress, CancellationToken ct)
    {
        var asksForMore = _mayBeMore;
        using var inactivity = new InactivityTimeout(time, request.StallTimeout, ct);
        try
        {
            if (part.Length > 0 && !_mayBeMore && _resume is not { IsUsable: true })
                Restart();
            using var response = await opener.GetAsync(_link, Prepare, inactivity.Token).ConfigureAwait(false);
            if (IsEnd(response))
                return true;
            Accept(response);
            inactivity.Restart();
            await CopyAsync(response, inactivity, progress).ConfigureAwait(false);
            return IsComplete(ContentExtent.Of(response));
        }
        catch (DownloadException failure) when (asksForMore && failure.Kind == DownloadFailure.NotAVideo)
        {
            // Instead of the rest came something else, and replaced what had arrived. The next response counts as it is.
            _ignoresRanges = true;
            Restart();
            throw Broken("the server sent no video when it was asked for the rest", failure);
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

    /// <summary>
    /// True if there are no more bytes after those that arrived, of a file whose length was not announced. A server that gives nothing to the question for
    /// more has given all that it gives: the bytes are then checked as they are.
    /// </summary>
    private bool IsEnd(HttpResponseMessage response) => _mayBeMore && response.StatusCode switch
    {
        HttpStatusCode.RequestedRangeNotSatisfiable => (response.Content.Headers.ContentRange?.Length ?? part.Length) == part.Length,
        HttpStatusCode.PartialContent => false,
        HttpStatusCode.OK or HttpStatusCode.NonAuthoritativeInformation => response.Content.Headers.ContentLength == 0,
        // A service that fails for a moment can have cut off what arrived.
        var status => !ResponseRefusal.IsPassing(status) || ++_unanswered == MaxUnanswered,
    };

    /// <summary>Checks the status and headers of a response, and positions the temporary file for its body.</summary>
    private void Accept(HttpResponseMessage response)
    {
        var from = ContentExtent.Of(response).From;
        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent when part.Length > 0 && _resume!.Matches(response, part.Length):
                if (!_resume.IsUsable)
                    throw OnlyAPart($"{part.Length} bytes of a longer file");
                _resume = _resume with { Total = _resume.Total ?? ContentExtent.Of(response).Total };
                break;
            // Some servers send a range although none was requested, some of them without saying which.
            case HttpStatusCode.OK or HttpStatusCode.NonAuthoritativeInformation:
            case HttpStatusCode.PartialContent when part.Length == 0 && from is null or 0:
            case HttpStatusCode.PartialContent when _mayBeMore && from == 0:
                _ignoresRanges |= _mayBeMore;
                Restart();
                _resume = ResumePoint.Of(response);
                break;
            case HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable:
                _ignoresRanges |= _mayBeMore && from is null;
                Restart();
                throw Broken("the file changed or its parts do not fit together");
            default:
                throw ResponseRefusal.Of(response, _link, request.Gateway);
        }

        _mayBeMore = false;
        if (_resume!.Total > request.MaxBytes)
            throw TooLarge();
    }

    private void Restart()
    {
        part.Restart();
        _mayBeMore = false;
    }

    private async Task CopyAsync(HttpResponseMessage response, InactivityTimeout inactivity, IProgress<DownloadProgress>? progress)
    {
        var content = await VideoContent.OpenAsync(response, isBeginning: part.Length == 0, _link, inactivity).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            _isVideo = true;
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

    /// <summary>
    /// True if all bytes of the file have arrived. If no header says where it ends, it must have all samples that its tables list; otherwise the server is
    /// asked for more, unless it is one that answers such a request with the same beginning again.
    /// </summary>
    private bool IsComplete(ContentExtent extent)
    {
        var (received, end) = (part.Length, extent.End);
        if (!_resume!.IsCompressed && end is not null && received != end)
        {
            // Bytes beyond the announced end do not belong to the file, and which ones they are is unknown.
            if (received > end)
                Restart();
            throw Broken($"{received} of {end} bytes arrived");
        }

        if (_resume.Total is { } total)
            return end == total || (_resume.IsUsable ? false : throw OnlyAPart($"{end} of {total} bytes"));
        if (extent.EndsWithFile || received == 0 || part.HasAllSamples() || _ignoresRanges)
            return true;
        if (_resume.IsCompressed)
            return extent is { From: 0, End: null } ? true : throw OnlyAPart("a part");
        _mayBeMore = true;
        return false;
    }

    private DownloadException OnlyAPart(string size) =>
        new(DownloadFailure.ServiceError, $"{_link.IdnHost} sent only {size}, and the rest of the same file cannot be requested.", retryLater: true);

    private DownloadException Broken(string reason, Exception? inner = null) =>
        new(DownloadFailure.Broken, $"The download from {_link.IdnHost} did not complete: {reason}.", true, inner);

    private DownloadException TooLarge() =>
        new(DownloadFailure.TooLarge, $"The video is larger than the limit of {request.MaxBytes} bytes.", retryLater: false);
}
