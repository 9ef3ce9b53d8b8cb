using CometRunway.Api;
using CometRunway.Api.Http;
using CometRunway.Hosting;
using CometRunway.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the library: the typed services, the store of tasks, and the hosted service that follows tasks and saves their videos.</summary>
public static class CometRunwayServiceCollectionExtensions
{
    /// <summary>Registers everything with the options as they are, or as other registrations configure them. Calling it again only adds options.</summary>
    public static ICometRunwayBuilder AddCometRunway(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var isRepeated = services.Any(static service => service.ServiceType == typeof(CometRunwayApiClient));
        if (!isRepeated)
        {
            AddOptions(services);
            services.TryAddSingleton(TimeProvider.System);
            services.AddGatewayClients();
            services.AddVideoTasks();
        }

        return new CometRunwayBuilder(services);
    }

    /// <summary>Registers everything and configures the options in code.</summary>
    public static ICometRunwayBuilder AddCometRunway(this IServiceCollection services, Action<CometRunwayOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(configure);
        return services.AddCometRunway();
    }

    /// <summary>
    /// Registers everything and reads the options from a section, whose keys are the names of the properties of
    /// <see cref="CometRunwayOptions"/>. It is read once, at start; a malformed or misspelt key is an error then, another unknown one a warning.
    /// </summary>
    public static ICometRunwayBuilder AddCometRunway(this IServiceCollection services, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddCometRunway(options => SettingReader.FromSection(section, options));
    }

    private static void AddOptions(IServiceCollection services)
    {
        services.AddOptions<CometRunwayOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<CometRunwayOptions>, CometRunwayOptionsSetup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CometRunwayOptions>, CometRunwayOptionsValidator>());
    }
}
