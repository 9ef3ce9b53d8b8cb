using CometRunway.Api;
using CometRunway.Errors;

namespace CometRunway.Catalog;

/// <summary>Caches the gateway's public model list for ten minutes. When the list cannot be read, availability is unknown and no request is rejected because of it.</summary>
public sealed class ModelAvailability(CometRunwayApiClient client, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan CacheDuration = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(4);

    private readonly SemaphoreSlim _refreshLock = new(1, 1);
    private IReadOnlyList<AvailableModel>? _models;
    private DateTimeOffset _refreshAt = DateTimeOffset.MinValue;

    /// <summary>The time of the last successful read; <see cref="DateTimeOffset.MinValue"/> before the first one.</summary>
    public DateTimeOffset ReadAt { get; private set; }

    /// <summary>Returns the models in the list; null when the list could not be read or is empty.</summary>
    public async Task<IReadOnlyList<AvailableModel>?> ModelsAsync(CancellationToken cancellationToken = default)
    {
        await _refreshLock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (time.GetUtcNow() >= _refreshAt)
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
        using var timeout = new CancellationTokenSource(RequestTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var models = await client.ListModelsAsync(linked.Token).ConfigureAwait(false);
            _models = models.Count > 0 ? models : null;
            ReadAt = time.GetUtcNow();
            _refreshAt = ReadAt + CacheDuration;
        }
        catch (Exception error) when (error is CometRunwayException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            _refreshAt = time.GetUtcNow() + RetryDelay;
        }
    }
}
