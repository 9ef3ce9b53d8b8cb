namespace CometRunway.VariantServer;

/// <summary>
/// Broken on purpose: the paid request ends when its caller gives up. It sits in the place of the sockets, because above them no handler's
/// cancellation is heard.
/// </summary>
internal sealed class TiedPost(Caller caller) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, caller.GivesUp);
        return await base.SendAsync(request, both.Token);
    }
}
