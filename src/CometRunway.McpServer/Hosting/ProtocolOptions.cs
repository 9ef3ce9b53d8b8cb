using CometRunway.McpServer.Prompts;
using CometRunway.McpServer.Protocol;
using CometRunway.McpServer.Resources;
using CometRunway.McpServer.Starts;
using CometRunway.SemanticKernel;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.McpServer.Hosting;

/// <summary>What the server offers over the protocol.</summary>
internal sealed class ProtocolOptions(
    CometRunwayFunctions functions,
    RunwayResources resources,
    ResourceSubscriptions subscriptions,
    RunwayPrompts prompts,
    Completions completions,
    StartWatch start,
    TimeProvider time) : IConfigureOptions<McpServerOptions>
{
    /// <inheritdoc/>
    public void Configure(McpServerOptions options)
    {
        var tools = new McpServerPrimitiveCollection<ModelContextProtocol.Server.McpServerTool>();
        foreach (var function in functions.ForModels)
            tools.Add(new FunctionTool(function, ToolTraits.Of(function.Name), time));
        options.ServerInfo = ServerInfo.Implementation;
        options.ServerInstructions = ServerText.For([.. tools.Select(t => t.ProtocolTool.Name)]);
        options.ToolCollection = tools;
        options.Handlers = Handlers();
        options.Capabilities = new ServerCapabilities
        {
            Tools = new ToolsCapability(),
            Resources = new ResourcesCapability { Subscribe = true },
            Prompts = new PromptsCapability(),
            Completions = new CompletionsCapability(),
        };
        options.Filters.Message.IncomingFilters.Add(start.Filter);
    }

    private McpServerHandlers Handlers() => new()
    {
        ListResourcesHandler = RunwayResources.ListAsync,
        ListResourceTemplatesHandler = RunwayResources.ListTemplatesAsync,
        ReadResourceHandler = resources.ReadAsync,
        SubscribeToResourcesHandler = subscriptions.SubscribeAsync,
        UnsubscribeFromResourcesHandler = subscriptions.UnsubscribeAsync,
        SubscriptionsListenHandler = subscriptions.ListenAsync,
        ListPromptsHandler = RunwayPrompts.ListAsync,
        GetPromptHandler = prompts.GetAsync,
        CompleteHandler = completions.CompleteAsync,
    };
}
