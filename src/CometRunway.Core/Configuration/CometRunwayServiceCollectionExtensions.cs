using CometRunway;
using CometRunway.Configuration;
using CometRunway.Diagnostics;
using CometRunway.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers <see cref="CometRunwayClient"/> and what it needs.</summary>
public static class CometRunwayServiceCollectionExtensions
{
    /// <summary>Registers the client with the options as they are, or as other registrations configure them.</summary>
    /// <returns>The builder of the named <see cref="HttpClient"/>, so that its handler can be replaced.</returns>
    public static IHttpClientBuilder AddCometRunway(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var isRepeated = services.Any(static service => service.ServiceType == typeof(CometRunwayClient));
        var builder = services.AddHttpClient(CometRunwayClient.HttpClientName);
        // A second call may add options, but not a second layer of handlers: retries would multiply.
        if (isRepeated)
            return builder;

        AddOptions(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => new CometRunwayClient(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(CometRunwayClient.HttpClientName),
            provider.GetRequiredService<IOptions<CometRunwayOptions>>(),
            provider.GetRequiredService<CometRunwayTelemetry>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CometRunwayClient>>()));
        services.AddVideoTasks();
        return AddHandlers(builder);
    }

    /// <summary>Registers the client and configures its options in code.</summary>
    /// <returns>The builder of the named <see cref="HttpClient"/>, so that its handler can be replaced.</returns>
    public static IHttpClientBuilder AddCometRunway(this IServiceCollection services, Action<CometRunwayOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(configure);
        return services.AddCometRunway();
    }

    /// <summary>Registers the client and reads its options from a section by the names in <see cref="CometRunwaySettings"/>.</summary>
    /// <returns>The builder of the named <see cref="HttpClient"/>, so that its handler can be replaced.</returns>
    public static IHttpClientBuilder AddCometRunway(this IServiceCollection services, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddCometRunway(options => CometRunwaySettings.FromSection(section, options));
    }

    private static void AddOptions(IServiceCollection services)
    {
        services.AddOptions<CometRunwayOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<CometRunwayOptions>, CometRunwayOptionsSetup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CometRunwayOptions>, CometRunwayOptionsValidator>());
    }

    private static IHttpClientBuilder AddHandlers(IHttpClientBuilder builder)
    {
        builder
            .ConfigureHttpClient(static http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(static provider => new PrimaryHandler(Options(provider).IsLoopback))
            // The pool renews its connections itself; the client is a singleton and would keep its first handler anyway.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // The factory's own loggers write addresses and headers.
            .RemoveAllLoggers()
            .AddResilienceHandler("reads", static (pipeline, context) => ReadResilience.Configure(
                pipeline,
                Options(context.ServiceProvider),
                context.ServiceProvider.GetRequiredService<TimeProvider>(),
                context.ServiceProvider.GetRequiredService<ILogger<CometRunwayClient>>()));
        return builder.AddHttpMessageHandler(static () => new BodyCapHandler());
    }

    private static CometRunwayOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<CometRunwayOptions>>().Value;
}
