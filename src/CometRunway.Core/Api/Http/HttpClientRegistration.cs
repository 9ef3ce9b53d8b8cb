using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Net;
using CometRunway.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Api.Http;

/// <summary>Registers the two HTTP clients of the gateway: one that retries reads, and one that sends each create once.</summary>
internal static class HttpClientRegistration
{
    public static void AddGatewayClients(this IServiceCollection services)
    {
        services.AddIsolatedHttpClient(CometRunwayHttpClients.Reads, CompleteReads)
            .AddResilienceHandler("reads", static (pipeline, context) => ReadResilience.Configure(
                pipeline,
                Options(context.ServiceProvider),
                context.ServiceProvider.GetRequiredService<TimeProvider>(),
                new SafeLogger(context.ServiceProvider.GetRequiredService<ILogger<CometRunwayApiClient>>())));
        services.AddHttpClient(CometRunwayHttpClients.Reads).AddHttpMessageHandler(static () => new BodyCapHandler());
        services.AddIsolatedHttpClient(CometRunwayHttpClients.Creates, CompleteCreates);

        services.TryAddSingleton(static provider => new CometRunwayApiClient(
            Reads(provider),
            Creates(provider),
            provider.GetRequiredService<IOptions<CometRunwayOptions>>(),
            provider.GetRequiredService<ApiTelemetry>(),
            provider.GetRequiredService<KnownKeys>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CometRunwayApiClient>>()));
    }

    private static void CompleteReads(HttpMessageHandlerBuilder builder)
    {
        // A public page may be read for no user, so it passes no other check.
        builder.PrimaryHandler = builder.Services.GetRequiredService<OpenSsl>().IsMissing
            ? new WithoutOpenSslHandler()
            : SocketsHandlerFactory.Pooled(builder.PrimaryHandler, Options(builder.Services).IsLoopback) ?? builder.PrimaryHandler;
    }

    /// <summary>
    /// Removes the resilience handlers that the app added by name, and adds <see cref="SendOnceHandler"/> as the innermost handler: no handler
    /// that the app registers runs between it and the primary handler.
    /// </summary>
    private static void CompleteCreates(HttpMessageHandlerBuilder builder)
    {
        ResilienceHandlers.RemoveFrom(builder.AdditionalHandlers);
        var app = builder.PrimaryHandler;
        var sockets = SocketsHandlerFactory.Unpooled(app, Options(builder.Services).IsLoopback);
        var logger = new SafeLogger(builder.Services.GetRequiredService<ILogger<CometRunwayApiClient>>());
        builder.PrimaryHandler = new SendOnceHandler(builder.Services.GetRequiredService<TimeProvider>(), logger)
        {
            InnerHandler = new BodyCapHandler { InnerHandler = sockets ?? app },
            OpensConnections = sockets is not null,
            // Both kinds end in sockets, so a handler among them that reads the body could send it several times.
            RefusesToBuffer = sockets is null && app is DelegatingHandler or HttpClientHandler,
        };
    }

    private static HttpClient Reads(IServiceProvider provider)
    {
        var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient(CometRunwayHttpClients.Reads);
        // Whatever an app sets for its clients: the limits of a call are in the call itself.
        client.Timeout = Timeout.InfiniteTimeSpan;
        return client;
    }

    /// <summary>Creates an invoker instead of an <see cref="HttpClient"/>, whose timeout could cancel a paid request.</summary>
    /// <exception cref="InvalidOperationException">The pipeline lacks the guard that prevents a create from being sent twice.</exception>
    private static HttpMessageInvoker Creates(IServiceProvider provider)
    {
        var pipeline = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(CometRunwayHttpClients.Creates);
        HttpMessageHandler? handler = pipeline;
        while (handler is DelegatingHandler and not SendOnceHandler)
            handler = ((DelegatingHandler)handler).InnerHandler;
        return handler is SendOnceHandler
            ? new HttpMessageInvoker(pipeline, disposeHandler: false)
            : throw new InvalidOperationException(
                $"The pipeline of the HTTP client {CometRunwayHttpClients.Creates} was replaced completely, so nothing prevents a paid request from being sent twice. Replace its primary handler instead.");
    }

    private static CometRunwayOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<CometRunwayOptions>>().Value;
}
