using CometRunway.Api;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.TestKit.Http;

/// <summary>Puts something else in the place of the sockets to the gateway, for reads and for creates.</summary>
public static class GatewaySocketsReplacement
{
    /// <summary>Every pipeline ends in a handler of its own made here.</summary>
    public static IServiceCollection ReplaceGatewaySockets(this IServiceCollection services, Func<HttpMessageHandler> handler)
    {
        services.AddHttpClient(CometRunwayApiClient.HttpClientName).ConfigurePrimaryHttpMessageHandler(handler);
        services.AddHttpClient(CometRunwayApiClient.CreateHttpClientName).ConfigurePrimaryHttpMessageHandler(handler);
        return services;
    }
}
