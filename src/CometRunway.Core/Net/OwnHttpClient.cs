using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Net;

/// <summary>How every HTTP client of this library begins.</summary>
internal static class OwnHttpClient
{
    /// <summary>
    /// A client with limits and repetition of its own: what an app gives to all its clients with <c>ConfigureHttpClientDefaults</c> (Aspire's
    /// template adds retries and a timeout of 10 s there) would repeat and cut off calls whose rules only the library knows.
    /// </summary>
    public static IHttpClientBuilder AddOwnHttpClient(this IServiceCollection services, string name) => services
        .AddHttpClient(name, static client => client.Timeout = Timeout.InfiniteTimeSpan)
        .ConfigureAdditionalHttpMessageHandlers(static (handlers, _) => ResilienceHandlers.RemoveFrom(handlers))
        // The pool renews its connections itself; the clients are held by singletons and would keep their first handler anyway.
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        // The factory's own loggers write addresses and headers.
        .RemoveAllLoggers();
}
