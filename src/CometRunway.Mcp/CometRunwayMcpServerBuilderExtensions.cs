using CometRunway.Mcp;
using CometRunway.Mcp.Prompts;
using CometRunway.Mcp.Resources;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the CometRunway tools, resources and prompts to an MCP server.</summary>
public static class CometRunwayMcpServerBuilderExtensions
{
    /// <summary>
    /// Adds the tools, the resources with their subscriptions, the prompts with their completions, and the server instructions. The app's own tools,
    /// resources and prompts are kept. Also call <c>services.AddCometRunway(...)</c> to configure the client. Repeated calls have no effect.
    /// </summary>
    /// <remarks>
    /// All sessions use the tasks, limits and API key of the caller that <c>CometRunwayOptions</c> describes. <c>resources/subscribe</c>
    /// requires a transport with sessions: stdio, or Streamable HTTP with <c>SessionMode</c> set to a stateful mode. Clients of protocol version
    /// 2026-07-28 and later use <c>subscriptions/listen</c>, which works with every transport.
    /// </remarks>
    /// <param name="builder">The builder that <c>services.AddMcpServer()</c> returns.</param>
    public static IMcpServerBuilder WithCometRunway(this IMcpServerBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddCometRunway();
        services.AddCometRunwayFunctions();
        services.TryAddSingleton<RequestCaller>();
        services.TryAddSingleton<ResourceHandlers>();
        services.TryAddSingleton<TaskNotifier>();
        services.TryAddSingleton<ResourceSubscriptions>();
        services.TryAddSingleton<PromptHandlers>();
        services.TryAddSingleton<CompletionHandler>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<McpServerOptions>, ToolSetup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<McpServerOptions>, HandlerSetup>());
        return builder;
    }
}
