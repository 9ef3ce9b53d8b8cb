using CometRunway.Options;
using CometRunway.SemanticKernel;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.SemanticKernel;

/// <summary>Adds the plugin and all it needs to kernels that are built.</summary>
public static class CometRunwayKernelBuilderExtensions
{
    /// <summary>
    /// Adds the client and <see cref="CometRunwayPlugin"/>, with the options as they are or as other registrations configure them. It may be called
    /// beside <c>services.AddCometRunway(...)</c> and <c>services.AddCometRunwayPlugin(...)</c>, and more than once.
    /// </summary>
    /// <param name="plugins">The builder's plugins.</param>
    public static IKernelBuilderPlugins AddCometRunway(this IKernelBuilderPlugins plugins)
    {
        ArgumentNullException.ThrowIfNull(plugins);
        plugins.Services.AddCometRunway();
        plugins.Services.AddCometRunwayPlugin();
        return plugins;
    }

    /// <summary>Adds the client and <see cref="CometRunwayPlugin"/>, and configures the client's options in code.</summary>
    /// <param name="plugins">The builder's plugins.</param>
    /// <param name="configure">Sets the options; an app with one user may name them in <see cref="CometRunwayOptions.CallerId"/>.</param>
    public static IKernelBuilderPlugins AddCometRunway(this IKernelBuilderPlugins plugins, Action<CometRunwayOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(plugins);
        ArgumentNullException.ThrowIfNull(configure);
        plugins.Services.Configure(configure);
        return plugins.AddCometRunway();
    }
}
