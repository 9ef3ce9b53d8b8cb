using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Net;

/// <summary>Registers the HTTP clients of this library.</summary>
internal static class IsolatedHttpClient
{
    /// <summary>
    /// Adds an HTTP client without the resilience handlers of the app. An app can add handlers to all clients with
    /// <c>ConfigureHttpClientDefaults</c> (Aspire's template adds retries and a timeout of 10 s), which would retry or cancel paid requests.
    /// The library implements its own timeouts and retries.
    /// </summary>
    public static IHttpClientBuilder AddIsolatedHttpClient(this IServiceCollection services, string name) => services
        .AddHttpClient(name, static client => client.Timeout = Timeout.InfiniteTimeSpan)
        .ConfigureAdditionalHttpMessageHandlers(static (handlers, _) => ResilienceHandlers.RemoveFrom(handlers))
        // PooledConnectionLifetime renews connections. Singletons hold the clients, so handler rotation would have no effect.
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        // The default loggers write addresses and headers.
        .RemoveAllLoggers();
}
