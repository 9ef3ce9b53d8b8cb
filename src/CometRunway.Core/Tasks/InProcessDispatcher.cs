using CometRunway.Api;

namespace CometRunway.Tasks;

/// <summary>Sends create requests in this process. A stop of the app waits for their responses.</summary>
internal sealed class InProcessDispatcher(CometRunwayApiClient client) : ICreateDispatcher
{
    /// <inheritdoc/>
    public bool HandsOver => false;

    /// <inheritdoc/>
    public async Task<ApiCreateResult?> SendAsync(RecordedCreate create, CancellationToken stopping) =>
        await client.CreateAsync(create.Key, create.Request, stopping).ConfigureAwait(false);
}
