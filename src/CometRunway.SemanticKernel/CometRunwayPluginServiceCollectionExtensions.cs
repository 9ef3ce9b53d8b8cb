using System.Diagnostics.CodeAnalysis;
using CometRunway.Callers;
using CometRunway.Options;
using CometRunway.Requests;
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

    /// <summary>Adds <see cref="CometRunwayFunctions"/> alone, where there is no kernel; call <c>AddCometRunway()</c> beside it for the client and its options.</summary>
    public static IServiceCollection AddCometRunwayFunctions(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(CometRunwayFunctions.Of);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CometRunwayOptions>, FunctionSelectionValidator>());
        return services;
    }

    /// <summary>
    /// Adds <see cref="CometRunwayFunctions"/> and <see cref="CometRunwayPlugin"/>; call <c>AddCometRunway()</c> beside it for the client and its options.
    /// Kernels built with these services have the plugin, once however often this is called.
    /// </summary>
    public static IServiceCollection AddCometRunwayPlugin(this IServiceCollection services)
    {
        services.AddCometRunwayFunctions();
        services.TryAddSingleton<CometRunwayPlugin>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<KernelPlugin, CometRunwayPlugin>(FromContainer));
        return services;
    }

    /// <summary>
    /// The same for an app with several users: in each scope of the container, <see cref="CometRunwayFunctions"/>, <see cref="CometRunwayPlugin"/>
    /// and <see cref="CometRunwayClient"/> are those of the user whom <paramref name="callerId"/> names, and so is the plugin of the scope's kernels. It
    /// takes the place of the shared ones, and of the app's <see cref="ICallerContext"/>, whichever of the two is added first.
    /// </summary>
    /// <param name="services">Where to add them.</param>
    /// <param name="callerId">The user of the scope, for example from the signed-in principal. An empty id is refused rather than shared.</param>
    public static IServiceCollection AddCometRunwayPlugin(this IServiceCollection services, Func<IServiceProvider, string> callerId)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(callerId);
        services.Replace(ServiceDescriptor.Scoped<ICallerContext>(provider => new FixedCallerContext(Caller(provider))));
        services.Replace(ServiceDescriptor.Scoped(CometRunwayFunctions.Of));
        services.Replace(ServiceDescriptor.Scoped(static provider => new CometRunwayClient(
            provider.GetRequiredService<RequestPreparation>(),
            provider.GetRequiredService<VideoTaskService>(),
            provider.GetRequiredService<TaskCancellation>(),
            provider.GetRequiredService<CallerResolver>())));
        services.Replace(ServiceDescriptor.Scoped<ICometRunwayClient>(static provider => provider.GetRequiredService<CometRunwayClient>()));
        services.Replace(ServiceDescriptor.Scoped(provider => new CometRunwayPlugin(provider.GetRequiredService<CometRunwayFunctions>())));
        // Not Replace: an app has plugins of its own.
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
