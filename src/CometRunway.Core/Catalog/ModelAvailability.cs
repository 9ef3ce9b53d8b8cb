using CometRunway.Api;
using CometRunway.Errors;

namespace CometRunway.Catalog;

/// <summary>The gateway's public catalogue, asked for at most every ten minutes; when it cannot be had, nothing is known and nothing is refused for it.</summary>
public sealed class ModelAvailability : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly CometRunwayApiClient _client;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _one = new(1, 1);
    private IReadOnlyList<AvailableModel>? _models;
    private DateTimeOffset _askAgainAt = DateTimeOffset.MinValue;

    internal ModelAvailability(CometRunwayApiClient client, TimeProvider time) => (_client, _time) = (client, time);

    /// <summary>When the catalogue was last read; meaningless before the first answer.</summary>
    public DateTimeOffset ReadAt { get; private set; }

    /// <summary>The catalogue's rows; null when it cannot be had.</summary>
    public async Task<IReadOnlyList<AvailableModel>?> ModelsAsync(CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_time.GetUtcNow() >= _askAgainAt)
                await AskAsync(cancellationToken).ConfigureAwait(false);
            return _models;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var models = await _client.ListModelsAsync(both.Token).ConfigureAwait(false);
            _models = models.Count > 0 ? models : null;
            ReadAt = _time.GetUtcNow();
            _askAgainAt = ReadAt + Fresh;
        }
        catch (Exception error) when (error is CometRunwayException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            _askAgainAt = _time.GetUtcNow() + AfterFailure;
        }
    }
}
