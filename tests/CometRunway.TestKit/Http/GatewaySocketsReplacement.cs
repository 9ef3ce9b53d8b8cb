using CometRunway.Api;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.TestKit.Http;

/// <summary>Replaces the primary handlers of the HTTP clients for reads and creates.</summary>
public static class GatewaySocketsReplacement
{
    /// <summary>Replaces the primary handlers by handlers that <paramref name="handler"/> creates.</summary>
    public static IServiceCollection ReplaceGatewaySockets(this IServiceCollection services, Func<HttpMessageHandler> handler)
    {
        services.AddHttpClient(CometRunwayHttpClients.Reads).ConfigurePrimaryHttpMessageHandler(handler);
        services.AddHttpClient(CometRunwayHttpClients.Creates).ConfigurePrimaryHttpMessageHandler(handler);
        return services;
    }
}
