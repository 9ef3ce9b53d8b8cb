using CometRunway.Options;
using CometRunway.SemanticKernel;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.SemanticKernel;

/// <summary>Adds the plugin and its services to a kernel builder.</summary>
public static class CometRunwayKernelBuilderExtensions
{
    /// <summary>
    /// Adds the client and <see cref="CometRunwayPlugin"/>, with the default options or the options that other registrations configure. It can be
    /// combined with <c>services.AddCometRunway(...)</c> and <c>services.AddCometRunwayPlugin(...)</c>, and called more than once.
    /// </summary>
    /// <param name="plugins">The builder's plugins.</param>
    public static IKernelBuilderPlugins AddCometRunway(this IKernelBuilderPlugins plugins)
    {
        ArgumentNullException.ThrowIfNull(plugins);
        plugins.Services.AddCometRunway();
        plugins.Services.AddCometRunwayPlugin();
        return plugins;
    }

    /// <summary>Adds the client and <see cref="CometRunwayPlugin"/>, and configures the options of the client.</summary>
    /// <param name="plugins">The builder's plugins.</param>
    /// <param name="configure">Configures the options. An app with one user can set <see cref="CometRunwayOptions.CallerId"/>.</param>
    public static IKernelBuilderPlugins AddCometRunway(this IKernelBuilderPlugins plugins, Action<CometRunwayOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(plugins);
        ArgumentNullException.ThrowIfNull(configure);
        plugins.Services.Configure(configure);
        return plugins.AddCometRunway();
    }
}
