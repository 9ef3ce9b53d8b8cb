using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Images.Finding;
using CometRunway.Images.Fitting;
using CometRunway.Images.Loading;
using CometRunway.Images.Remote;
using CometRunway.Options;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Images;

/// <summary>
/// Wraps the <see cref="IImageSource"/> of the app. Limits the time of its calls and the memory of all images, reports its exceptions as refusals, and
/// checks the links that it returns against the rules of the service.
/// </summary>
internal sealed class CheckedImageSource(IImageSource source, ImageMemory memory, RemoteImageChecker links, IOptions<CometRunwayOptions> options, TimeProvider time, ILogger<CheckedImageSource> logger)
{
    /// <summary>The timeout of one load or search.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private const string FailureCode = "image_source_failed";

    private readonly ILogger _logger = new SafeLogger(logger);
    private readonly LocalImageSource? _local = source as LocalImageSource;

    public async Task<ReservedImage> LoadAsync(string image, string? callerId, CancellationToken cancellationToken)
    {
        var (located, problem) = await AskAsync(token => LocateAsync(image, callerId, token), cancellationToken).ConfigureAwait(false);
        if (located is null)
            return Failed(problem);
        using (located)
        {
            var reserved = await memory.ReserveAsync(located.Memory, cancellationToken).ConfigureAwait(false);
            if (reserved is null)
                return new ReservedImage(ImageLoadResult.Refused(ImageRefusals.Busy(memory.Waiting)));
            return await ReadAsync(located, reserved, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<FoundImages> FindAsync(ImageQuery query, CancellationToken cancellationToken)
    {
        var (found, problem) = await AskAsync(token => source.FindAsync(query, token), cancellationToken).ConfigureAwait(false);
        return found ?? new FoundImages { Images = [], Total = 0, Matching = 0, Unavailable = $"Pictures could not be searched: {problem}" };
    }

    private async Task<LocatedImage> LocateAsync(string image, string? callerId, CancellationToken cancellationToken)
    {
        if (_local is not null)
            return await _local.LocateAsync(image, cancellationToken).ConfigureAwait(false);
        return await source.LoadAsync(image, callerId, cancellationToken).ConfigureAwait(false) is { } loaded ? LocatedImage.Of(Complete(loaded)) : null!;
    }

    private async Task<ReservedImage> ReadAsync(LocatedImage located, IDisposable reserved, CancellationToken cancellationToken)
    {
        var keep = false;
        try
        {
            var (loaded, problem) = await AskAsync(token => _local?.ReadAsync(located, token) ?? Task.FromResult(located.Load()), cancellationToken).ConfigureAwait(false);
            if (loaded is null)
                return Failed(problem);
            if (loaded is { Image.Link: { } link } && LinkImage.Validate(link, options.Value.IsLoopback) is { } violation)
                return new ReservedImage(ImageLoadResult.Refused(violation));
            var result = await links.CheckAsync(loaded, cancellationToken).ConfigureAwait(false);
            keep = true;
            return new ReservedImage(result, reserved);
        }
        finally
        {
            if (!keep)
                reserved.Dispose();
        }
    }

    /// <summary>An app can put an image of its own into a result. It is checked like the others, so that its metadata is removed too.</summary>
    private static ImageLoadResult Complete(ImageLoadResult loaded)
    {
        if (loaded is not { Image: { Link: null } image } || (loaded.Original is { } original && original.Bytes.Equals(image.Bytes)))
            return loaded;
        var again = CheckedBytes.Load(image.Bytes, image.Name, originalSha256: image.OriginalSha256);
        return again with { Warnings = [.. loaded.Warnings, .. again.Warnings], FoundAs = loaded.FoundAs };
    }

    private static ReservedImage Failed(string problem) =>
        new(ImageLoadResult.Refused(FailureCode, $"The picture could not be loaded: {problem} Nothing was sent."));

    private async Task<(T? Answer, string Problem)> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        using var limit = new CancellationTokenSource(TimeLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        Task<T>? asking = null;
        try
        {
            // Task.Run and WaitAsync end the wait even if the source blocks the thread or ignores its token.
            asking = Task.Run(() => ask(both.Token), both.Token);
            return (await asking.WaitAsync(both.Token).ConfigureAwait(false), "the app's image source gave no answer.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && limit.IsCancellationRequested)
        {
            DisposeLate(asking);
            return (null, _local is null
                ? $"the app's image source took longer than {TimeLimit.TotalSeconds:0} s."
                : $"its folder took longer than {TimeLimit.TotalSeconds:0} s to answer. Folders of a network can do this; a copy in another folder can be used.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            DisposeLate(asking);
            throw;
        }
        catch (CometRunwayException error)
        {
            return (null, error.Message);
        }
        catch (Exception error)
        {
            // The code of the app threw an exception. Nothing was sent.
            ImageLog.SourceFailed(_logger, error);
            return (null, "the app's image source failed; the reason is in the log.");
        }
    }

    /// <summary>Closes the file of an answer that comes after the caller has gone.</summary>
    private static void DisposeLate<T>(Task<T>? late) => late?.ContinueWith(
        static task =>
        {
            if (task.IsCompletedSuccessfully)
                (task.Result as IDisposable)?.Dispose();
            else
                _ = task.Exception;
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
