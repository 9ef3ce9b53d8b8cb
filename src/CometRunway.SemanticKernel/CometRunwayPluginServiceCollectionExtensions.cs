using System.Diagnostics.CodeAnalysis;
using CometRunway.Callers;
using CometRunway.Options;
using CometRunway.SemanticKernel;
using CometRunway.SemanticKernel.Approval;
using CometRunway.SemanticKernel.Functions;
using CometRunway.Tasks;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the functions and the kernel plugin to a service collection.</summary>
public static class CometRunwayPluginServiceCollectionExtensions
{
    private static readonly Func<IServiceProvider, CometRunwayPlugin> FromContainer = static provider => provider.GetRequiredService<CometRunwayPlugin>();

    /// <summary>Adds <see cref="CometRunwayFunctions"/> for apps without a kernel. Also call <c>AddCometRunway()</c> for the client and its options.</summary>
    public static IServiceCollection AddCometRunwayFunctions(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(CometRunwayFunctions.Of);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CometRunwayOptions>, FunctionSelectionValidator>());
        return services;
    }

    /// <summary>
    /// Adds <see cref="CometRunwayFunctions"/> and <see cref="CometRunwayPlugin"/>; also call <c>AddCometRunway()</c> for the client and its options.
    /// Kernels that are built with these services contain the plugin once, even if this method is called several times.
    /// </summary>
    public static IServiceCollection AddCometRunwayPlugin(this IServiceCollection services)
    {
        services.AddCometRunwayFunctions();
        services.TryAddSingleton<CometRunwayPlugin>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<KernelPlugin, CometRunwayPlugin>(FromContainer));
        return services;
    }

    /// <summary>
    /// Adds the functions and the plugin for an app with several users. In each scope of the container, <see cref="CometRunwayFunctions"/>,
    /// <see cref="CometRunwayPlugin"/>, <see cref="CometRunwayClient"/> and the plugin of the scope's kernels belong to the user that
    /// <paramref name="callerId"/> returns. They replace the shared ones and the app's <see cref="ICallerContext"/>, regardless of the order of the
    /// registrations.
    /// </summary>
    /// <param name="services">The service collection.</param>
    /// <param name="callerId">Returns the user of the scope, for example from the signed-in principal. An empty id is rejected, so that it cannot become shared.</param>
    public static IServiceCollection AddCometRunwayPlugin(this IServiceCollection services, Func<IServiceProvider, string> callerId)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(callerId);
        services.Replace(ServiceDescriptor.Scoped<ICallerContext>(provider => new FixedCallerContext(Caller(provider))));
        services.Replace(ServiceDescriptor.Scoped(CometRunwayFunctions.Of));
        services.Replace(ServiceDescriptor.Scoped(static provider => CometRunwayClient.Of(provider)));
        services.Replace(ServiceDescriptor.Scoped<ICometRunwayClient>(static provider => provider.GetRequiredService<CometRunwayClient>()));
        services.Replace(ServiceDescriptor.Scoped(provider => new CometRunwayPlugin(provider.GetRequiredService<CometRunwayFunctions>())));
        // Not Replace, because an app can have other plugins.
        foreach (var shared in services.Where(service => service.ServiceType == typeof(KernelPlugin) && service.ImplementationFactory == FromContainer).ToArray())
            services.Remove(shared);
        services.Add(ServiceDescriptor.Scoped<KernelPlugin, CometRunwayPlugin>(FromContainer));
        return services;

        string Caller(IServiceProvider provider) => callerId(provider) is { } id && !string.IsNullOrWhiteSpace(id) ? id : throw new InvalidOperationException(
            "The callerId of AddCometRunwayPlugin(callerId) names no user for this scope. Tasks of nobody would be shared by everybody: give guests an id of their own.");
    }

    /// <summary>
    /// Asks before every paid call of these services' functions, and of any CometRunway function that a kernel of these services calls, however they
    /// are called: by a kernel, as a stream, as tools of a chat client. Every approval that is registered has to agree.
    /// </summary>
    /// <param name="services">Where to add it.</param>
    /// <param name="ask">Shows the call and returns the answer. One call is shown at a time, however many a model makes at once.</param>
    /// <param name="overLimit">True asks it also to let a video go over the user's limits; <see cref="PaidCall.Reason"/> tells the two apart.</param>
    public static IServiceCollection AddCometRunwayApproval(this IServiceCollection services, Func<PaidCall, CancellationToken, ValueTask<PaidCallDecision>> ask, bool overLimit = false)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(ask);
        return services.AddSingleton<IPaidCallApproval>(new CallbackApproval(ask, overLimit));
    }

    /// <summary>The same with an approval of the container's; it is asked for both reasons.</summary>
    /// <inheritdoc cref="AddCometRunwayApproval(IServiceCollection, Func{PaidCall, CancellationToken, ValueTask{PaidCallDecision}}, bool)"/>
    public static IServiceCollection AddCometRunwayApproval<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TApproval>(this IServiceCollection services)
        where TApproval : class, IPaidCallApproval
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddSingleton<IPaidCallApproval, TApproval>();
    }
}
