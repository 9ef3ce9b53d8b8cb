using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.VariantServer;

/// <summary>The handlers that apps often add to all HTTP clients: retries, hedging, and a handler of their own that repeats failed requests.</summary>
internal static class InheritedHandlers
{
    public static void Add(IServiceCollection services) => services.ConfigureHttpClientDefaults(static clients =>
    {
        clients.AddStandardResilienceHandler(static options => options.Retry.Delay = TimeSpan.FromMilliseconds(20));
        clients.AddStandardHedgingHandler();
        clients.AddHttpMessageHandler(static () => new RepeatingHandler());
    });
}

/// <summary>Repeats a request that failed, up to twice.</summary>
internal sealed class RepeatingHandler : DelegatingHandler
{
    private const int Attempts = 3;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var response = await base.SendAsync(request, cancellationToken);
                if ((int)response.StatusCode < 500 || attempt == Attempts)
                    return response;
                response.Dispose();
            }
            catch (HttpRequestException) when (attempt < Attempts)
            {
                // The next attempt follows.
            }
        }
    }
}
