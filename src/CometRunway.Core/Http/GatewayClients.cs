using CometRunway.Configuration;
using CometRunway.Diagnostics;
using CometRunway.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Http;

/// <summary>Registers the two HTTP clients of the gateway: one that repeats reads, and one that sends a create once.</summary>
internal static class GatewayClients
{
    public static void AddGatewayClients(this IServiceCollection services)
    {
        services.AddOwnHttpClient(CometRunwayClient.HttpClientName)
            .ConfigurePrimaryHttpMessageHandler(static provider => GatewaySockets.Pooled(Options(provider).IsLoopback))
            .AddResilienceHandler("reads", static (pipeline, context) => ReadResilience.Configure(
                pipeline,
                Options(context.ServiceProvider),
                context.ServiceProvider.GetRequiredService<TimeProvider>(),
                context.ServiceProvider.GetRequiredService<ILogger<CometRunwayClient>>()));
        services.AddHttpClient(CometRunwayClient.HttpClientName).AddHttpMessageHandler(static () => new BodyCapHandler());

        services.AddOwnHttpClient(CometRunwayClient.CreateHttpClientName)
            .ConfigurePrimaryHttpMessageHandler(static provider => GatewaySockets.Fresh(Options(provider).IsLoopback));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter, SendOnceFilter>());

        services.TryAddSingleton(static provider => new CometRunwayClient(
            Client(provider, CometRunwayClient.HttpClientName),
            Client(provider, CometRunwayClient.CreateHttpClientName),
            provider.GetRequiredService<IOptions<CometRunwayOptions>>(),
            provider.GetRequiredService<CometRunwayTelemetry>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CometRunwayClient>>()));
    }

    private static HttpClient Client(IServiceProvider provider, string name)
    {
        var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient(name);
        // Whatever an app sets for its clients: the limits of a call are in the call itself, and a shorter one would cut off a paid answer.
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client;
    }

    private static CometRunwayOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<CometRunwayOptions>>().Value;
}
