using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace CometRunway.Net;

/// <summary>Registers the HTTP clients of this library.</summary>
internal static class IsolatedHttpClient
{
    /// <summary>
    /// Adds an HTTP client without the resilience handlers of the app. An app can add handlers to all clients with
    /// <c>ConfigureHttpClientDefaults</c> (Aspire's template adds retries and a timeout of 10 s), which would retry or cancel paid requests.
    /// The library implements its own timeouts and retries.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name of the client.</param>
    /// <param name="complete">Changes the pipeline after all registrations of the app, whose primary handler it receives.</param>
    public static IHttpClientBuilder AddIsolatedHttpClient(this IServiceCollection services, string name, Action<HttpMessageHandlerBuilder> complete)
    {
        // The first filter runs last, after the filters of the app.
        services.Insert(0, ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter>(new PrimaryHandlerFilter(name, complete)));
        return services
            .AddHttpClient(name, static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigureAdditionalHttpMessageHandlers(static (handlers, _) => ResilienceHandlers.RemoveFrom(handlers))
            // PooledConnectionLifetime renews connections. Singletons hold the clients, so handler rotation would have no effect.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // The default loggers write addresses and headers.
            .RemoveAllLoggers();
    }
}
