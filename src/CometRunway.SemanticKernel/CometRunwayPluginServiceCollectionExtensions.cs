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
    /// Adds <see cref="CometRunwayFunctions"/> and <see cref="CometRunwayPlugin"/>. Also call <c>AddCometRunway()</c> for the client and its options.
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
    /// <see cref="CometRunwayPlugin"/>, <see cref="CometRunwayClient"/> and the plugin of the scope's kernels belong to the caller that
    /// <paramref name="callerId"/> returns. They replace the shared ones and the app's <see cref="ICallerContext"/>, regardless of the order of the
    /// registrations.
    /// </summary>
    /// <param name="services">The service collection.</param>
    /// <param name="callerId">
    /// Returns the caller id of the scope, for example from the signed-in principal. An empty id causes an exception, because all such scopes would
    /// share their tasks.
    /// </param>
    public static IServiceCollection AddCometRunwayPlugin(this IServiceCollection services, Func<IServiceProvider, string> callerId)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(callerId);
        services.Replace(ServiceDescriptor.Scoped<ICallerContext>(provider => new FixedCallerContext(Caller(provider))));
        services.Replace(ServiceDescriptor.Scoped(CometRunwayFunctions.Of));
        services.Replace(ServiceDescriptor.Scoped(static provider => CometRunwayClient.Of(provider)));
        services.Replace(ServiceDescriptor.Scoped<ICometRunwayClient>(static provider => provider.GetRequiredService<CometRunwayClient>()));
        services.Replace(ServiceDescriptor.Scoped(provider => new CometRunwayPlugin(provider.GetRequiredService<CometRunwayFunctions>())));
        // Replace is not used, because an app can have other plugins.
        foreach (var shared in services.Where(service => service.ServiceType == typeof(KernelPlugin) && service.ImplementationFactory == FromContainer).ToArray())
            services.Remove(shared);
        services.Add(ServiceDescriptor.Scoped<KernelPlugin, CometRunwayPlugin>(FromContainer));
        return services;

        string Caller(IServiceProvider provider) => callerId(provider) is { } id && !string.IsNullOrWhiteSpace(id) ? id : throw new InvalidOperationException(
            "The callerId of AddCometRunwayPlugin(callerId) names no user for this scope. Tasks of nobody would be shared by everybody: give guests an id of their own.");
    }

    /// <summary>
    /// Registers an approval that is requested before every paid call, however the function is called: by a kernel, as a stream, or as a tool of a
    /// chat client. It applies to the functions of these services and to CometRunway functions that a kernel with these services calls. All
    /// registered approvals must agree.
    /// </summary>
    /// <param name="services">The service collection.</param>
    /// <param name="ask">
    /// Displays the call and returns the decision. Calls are displayed one at a time, even if a model makes several at once.
    /// </param>
    /// <param name="overLimit">
    /// True to request this approval also for exceeding the limits of the user. <see cref="PaidCall.Reason"/> distinguishes the two cases.
    /// </param>
    public static IServiceCollection AddCometRunwayApproval(this IServiceCollection services, Func<PaidCall, CancellationToken, ValueTask<PaidCallDecision>> ask, bool overLimit = false)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(ask);
        return services.AddSingleton<IPaidCallApproval>(new CallbackApproval(ask, overLimit));
    }

    /// <summary>Registers an approval type that the container creates. It is requested for both reasons.</summary>
    /// <inheritdoc cref="AddCometRunwayApproval(IServiceCollection, Func{PaidCall, CancellationToken, ValueTask{PaidCallDecision}}, bool)"/>
    public static IServiceCollection AddCometRunwayApproval<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TApproval>(this IServiceCollection services)
        where TApproval : class, IPaidCallApproval
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.AddSingleton<IPaidCallApproval, TApproval>();
    }
}
