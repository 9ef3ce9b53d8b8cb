using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Images.Finding;
using CometRunway.Images.Loading;
using CometRunway.Images.Remote;
using CometRunway.Options;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Images;

/// <summary>
/// Wraps the <see cref="IImageSource"/> of the app. Limits the time of its calls, reports its exceptions as refusals, and checks the links that it
/// returns against the rules of the service.
/// </summary>
internal sealed class CheckedImageSource(IImageSource source, RemoteImageChecker links, IOptions<CometRunwayOptions> options, TimeProvider time, ILogger<CheckedImageSource> logger)
{
    /// <summary>The timeout of one load or search.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private const string FailureCode = "image_source_failed";

    private readonly ILogger _logger = new SafeLogger(logger);

    public async Task<ImageLoadResult> LoadAsync(string image, string? callerId, CancellationToken cancellationToken)
    {
        var (loaded, problem) = await AskAsync(token => source.LoadAsync(image, callerId, token), cancellationToken).ConfigureAwait(false);
        if (loaded is null)
            return ImageLoadResult.Refused(FailureCode, $"The picture could not be loaded: {problem} Nothing was sent.");
        if (loaded is { Image.Link: { } link } && LinkImage.Validate(link, options.Value.IsLoopback) is { } violation)
            return ImageLoadResult.Refused(violation);
        return await links.CheckAsync(loaded, cancellationToken).ConfigureAwait(false);
    }

    public async Task<FoundImages> FindAsync(ImageQuery query, CancellationToken cancellationToken)
    {
        var (found, problem) = await AskAsync(token => source.FindAsync(query, token), cancellationToken).ConfigureAwait(false);
        return found ?? new FoundImages { Images = [], Total = 0, Matching = 0, Unavailable = $"Pictures could not be searched: {problem}" };
    }

    private async Task<(T? Answer, string Problem)> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
        where T : class
    {
        using var limit = new CancellationTokenSource(TimeLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // Task.Run and WaitAsync end the wait even if the source blocks the thread or ignores its token.
            return (await Task.Run(() => ask(both.Token), both.Token).WaitAsync(both.Token).ConfigureAwait(false), "the app's image source gave no answer.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && limit.IsCancellationRequested)
        {
            return (null, $"the app's image source took longer than {TimeLimit.TotalSeconds:0} s.");
        }
        catch (CometRunwayException error)
        {
            return (null, error.Message);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The code of the app threw an exception. Nothing was sent.
            ImageLog.SourceFailed(_logger, error);
            return (null, "the app's image source failed; the reason is in the log.");
        }
    }
}
