using CometRunway.Api;
using CometRunway.Api.Http;
using CometRunway.Hosting;
using CometRunway.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the library: its services, the task store, and the hosted service that polls tasks and saves their videos.</summary>
public static class CometRunwayServiceCollectionExtensions
{
    /// <summary>Registers the library with the options that are configured elsewhere, or the defaults. Calling this method again has no effect.</summary>
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

    /// <summary>Registers the library and configures the options in code. Calling this method again only configures the options.</summary>
    public static ICometRunwayBuilder AddCometRunway(this IServiceCollection services, Action<CometRunwayOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(configure);
        return services.AddCometRunway();
    }

    /// <summary>
    /// Registers the library and reads the options from a configuration section, whose keys are the names of the properties of
    /// <see cref="CometRunwayOptions"/>. The section is read once, at startup. Invalid values and misspelt keys are startup errors; other unknown
    /// keys, and a section that does not exist, are warnings.
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
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CometRunwayOptions>, MissingImageFolders>());
    }
}
