namespace CometRunway.VariantServer;

/// <summary>Broken on purpose: repeats a paid request whose outcome is not known, as many HTTP clients do by default.</summary>
internal sealed class RetriedPost : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Post)
            return await base.SendAsync(request, cancellationToken);
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            if ((int)response.StatusCode < 500)
                return response;
            response.Dispose();
        }
        catch (HttpRequestException)
        {
            // The mistake: nobody knows whether it arrived.
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
