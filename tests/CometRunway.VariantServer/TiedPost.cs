namespace CometRunway.VariantServer;

/// <summary>Broken on purpose: the paid request ends when its caller gives up.</summary>
internal sealed class TiedPost(Caller caller) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Post)
            return await base.SendAsync(request, cancellationToken);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, caller.GivesUp);
        return await base.SendAsync(request, both.Token);
    }
}
