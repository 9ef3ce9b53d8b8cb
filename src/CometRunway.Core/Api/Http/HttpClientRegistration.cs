using CometRunway.Diagnostics;
using CometRunway.Net;
using CometRunway.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Api.Http;

/// <summary>Registers the two HTTP clients of the gateway: one that repeats reads, and one that sends a create once.</summary>
internal static class HttpClientRegistration
{
    public static void AddGatewayClients(this IServiceCollection services)
    {
        services.AddOwnHttpClient(CometRunwayHttpClients.Reads)
            .ConfigurePrimaryHttpMessageHandler(static provider => SocketsHandlerFactory.Pooled(Options(provider).IsLoopback))
            .AddResilienceHandler("reads", static (pipeline, context) => ReadResilience.Configure(
                pipeline,
                Options(context.ServiceProvider),
                context.ServiceProvider.GetRequiredService<TimeProvider>(),
                new SafeLogger(context.ServiceProvider.GetRequiredService<ILogger<CometRunwayApiClient>>())));
        services.AddHttpClient(CometRunwayHttpClients.Reads).AddHttpMessageHandler(static () => new BodyCapHandler());

        services.AddOwnHttpClient(CometRunwayHttpClients.Creates)
            .ConfigurePrimaryHttpMessageHandler(static provider => SocketsHandlerFactory.Fresh(Options(provider).IsLoopback));
        // The first filter has the last word on a pipeline: nothing that an app registers, before or after, comes between the guard and the sockets.
        services.Insert(0, ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter, SendOnceFilter>());

        services.TryAddSingleton(static provider => new CometRunwayApiClient(
            Reads(provider),
            Creates(provider),
            provider.GetRequiredService<IOptions<CometRunwayOptions>>(),
            provider.GetRequiredService<ApiTelemetry>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CometRunwayApiClient>>()));
    }

    private static HttpClient Reads(IServiceProvider provider)
    {
        var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient(CometRunwayHttpClients.Reads);
        // Whatever an app sets for its clients: the limits of a call are in the call itself.
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client;
    }

    /// <summary>The pipeline alone: an <see cref="HttpClient"/> around it would bring a timeout that can cut off a paid answer.</summary>
    /// <exception cref="InvalidOperationException">The guard is not in it, so that nothing would keep a create from being sent twice.</exception>
    private static HttpMessageInvoker Creates(IServiceProvider provider)
    {
        var pipeline = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(CometRunwayHttpClients.Creates);
        HttpMessageHandler? end = pipeline;
        while (end is DelegatingHandler and not SendOnceHandler)
            end = ((DelegatingHandler)end).InnerHandler;
        return end is SendOnceHandler
            ? new HttpMessageInvoker(pipeline, disposeHandler: false)
            : throw new InvalidOperationException(
                $"The pipeline of the HTTP client {CometRunwayHttpClients.Creates} was replaced as a whole, and nothing in it keeps a paid request from being sent twice. Replace its primary handler instead.");
    }

    private static CometRunwayOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<CometRunwayOptions>>().Value;
}
