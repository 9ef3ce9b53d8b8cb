using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Options;
using CometRunway.Videos;
using CometRunway.Videos.Downloads;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Tasks;

/// <summary>
/// Asks the video store before a paid request whether the video could be saved. Only a certain problem prevents the request: a store that does not answer,
/// such as a network folder that hangs, or that fails in another way, may work again when the video is ready.
/// </summary>
internal sealed class SavingCheck(IVideoStore videos, IOptions<CometRunwayOptions> options, TimeProvider time, ILogger<SavingCheck> logger)
{
    /// <summary>How long a create waits for the store.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(3);

    private readonly ILogger _logger = new SafeLogger(logger);
    private readonly Lock _lock = new();
    private Task _check = Task.CompletedTask;

    /// <summary>Returns the problem; null if there is none or none is known.</summary>
    public async Task<VideoStoreUnavailableException?> FindProblemAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Check().WaitAsync(TimeLimit, time, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (DownloadException error)
        {
            return Problem(error);
        }
        catch (Exception error) when (DiskErrors.IsDiskError(error))
        {
            return Problem(DiskErrors.ToDownloadException(error, videos.Location));
        }
        catch (Exception error)
        {
            TaskLog.StoreNotChecked(_logger, error);
            return null;
        }
    }

    /// <summary>Requests at the same time share one check, so that a folder that hangs holds one thread. It runs without the token of one of them.</summary>
    private Task Check()
    {
        lock (_lock)
        {
            if (_check.IsCompleted)
                _check = Task.Run(() => videos.CheckWritableAsync(CancellationToken.None));
            return _check;
        }
    }

    private VideoStoreUnavailableException Problem(DownloadException error)
    {
        var advice = videos is FolderVideoStore ? $" Another folder can be set in {options.Value.Names.InWords(nameof(CometRunwayOptions.OutputDirectory))}." : "";
        return new($"{error.Message} A video would be paid and could not be saved.{advice}", error);
    }
}
