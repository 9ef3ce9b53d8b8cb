namespace CometRunway.VariantServer;

/// <summary>Hides a pipeline from the library, which would find its parts and make them safe.</summary>
internal sealed class OpaqueHandler(HttpMessageHandler hidden) : HttpMessageHandler
{
    private readonly HttpMessageInvoker _hidden = new(hidden);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _hidden.SendAsync(request, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _hidden.Dispose();
        base.Dispose(disposing);
    }
}
