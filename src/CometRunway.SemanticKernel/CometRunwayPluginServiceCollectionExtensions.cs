using CometRunway.SemanticKernel;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the functions and the kernel plugin to a service collection.</summary>
public static class CometRunwayPluginServiceCollectionExtensions
{
    /// <summary>Adds <see cref="CometRunwayFunctions"/> and <see cref="CometRunwayPlugin"/>; call <c>AddCometRunway()</c> beside it for the client and its options.</summary>
    public static IServiceCollection AddCometRunwayPlugin(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<CometRunwayFunctions>();
        services.TryAddSingleton<CometRunwayPlugin>();
        return services;
    }
}
