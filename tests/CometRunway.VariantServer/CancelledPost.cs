namespace CometRunway.VariantServer;

/// <summary>
/// Intentionally broken: the create request is cancelled with its caller. It replaces the sockets handler, because the cancellation of handlers
/// above it is ignored.
/// </summary>
internal sealed class CancelledPost(Caller caller) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, caller.GivesUp);
        return await base.SendAsync(request, both.Token);
    }
}
