using CometRunway.Api;
using CometRunway.Errors;

namespace CometRunway.Catalog;

/// <summary>The gateway's public catalogue, asked for at most every ten minutes; when it cannot be had, nothing is known and nothing is refused for it.</summary>
internal sealed class ModelAvailability : IDisposable
{
    private static readonly TimeSpan CacheDuration = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(4);

    private readonly CometRunwayApiClient _client;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _refreshLock = new(1, 1);
    private IReadOnlyList<AvailableModel>? _models;
    private DateTimeOffset _refreshAt = DateTimeOffset.MinValue;

    internal ModelAvailability(CometRunwayApiClient client, TimeProvider time) => (_client, _time) = (client, time);

    /// <summary>When the catalogue was last read; meaningless before the first answer.</summary>
    public DateTimeOffset ReadAt { get; private set; }

    /// <summary>Returns the models in the list; null when the list could not be read or is empty.</summary>
    public async Task<IReadOnlyList<AvailableModel>?> ModelsAsync(CancellationToken cancellationToken = default)
    {
        await _refreshLock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_time.GetUtcNow() >= _refreshAt)
                await RefreshAsync(cancellationToken).ConfigureAwait(false);
            return _models;
        }
        finally
        {
            _refreshLock.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _refreshLock.Dispose();

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(RequestTimeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var models = await _client.ListModelsAsync(linked.Token).ConfigureAwait(false);
            _models = models.Count > 0 ? models : null;
            ReadAt = _time.GetUtcNow();
            _refreshAt = ReadAt + CacheDuration;
        }
        catch (Exception error) when (error is CometRunwayException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            _refreshAt = _time.GetUtcNow() + RetryDelay;
        }
    }
}
