using CometRunway.Configuration;
using CometRunway.Courier;
using CometRunway.McpServer.Prompts;
using CometRunway.McpServer.Protocol;
using CometRunway.McpServer.Resources;
using CometRunway.McpServer.Starts;
using CometRunway.SemanticKernel;
using CometRunway.VideoTasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CometRunway.McpServer.Hosting;

/// <summary>One conversation over a pair of streams, from the first byte to an orderly end.</summary>
internal sealed class StdioServer(IServiceProvider services)
{
    /// <summary>A paid request under way may use this long after the client is gone; nothing else delays the end.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(15);

    public async Task RunAsync(Stream input, Stream output, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var stdin = new StdinStream(input, ending.Cancel, ending.Token);
        var loggers = services.GetRequiredService<ILoggerFactory>();
        await using var transport = new StreamServerTransport(stdin, output, ServerInfo.Name, loggers);
        await using (var server = ModelContextProtocol.Server.McpServer.Create(transport, Options(), loggers, services))
        {
            TakeOverWhatOthersLeft();
            try
            {
                await server.RunAsync(ending.Token);
            }
            catch (OperationCanceledException) when (ending.IsCancellationRequested)
            {
                // The client is gone, or we were told to end.
            }

            await services.GetRequiredService<StartWatch>().EndAsync(server.ClientInfo);
            await services.GetRequiredService<PaidPosts>().WaitAllAsync(LastWords, services.GetRequiredService<TimeProvider>());
        }
    }

    private McpServerOptions Options()
    {
        var tools = new McpServerPrimitiveCollection<ModelContextProtocol.Server.McpServerTool>();
        var time = services.GetRequiredService<TimeProvider>();
        foreach (var function in services.GetRequiredService<CometRunwayFunctions>().ForModels)
            tools.Add(new FunctionTool(function, ToolTraits.Of(function.Name), time));
        var options = new McpServerOptions
        {
            ServerInfo = ServerInfo.Implementation,
            ServerInstructions = ServerText.For([.. tools.Select(t => t.ProtocolTool.Name)]),
            ToolCollection = tools,
            Handlers = Handlers(),
            Capabilities = new ServerCapabilities
            {
                Tools = new ToolsCapability(),
                Resources = new ResourcesCapability { Subscribe = true },
                Prompts = new PromptsCapability(),
                Completions = new CompletionsCapability(),
            },
        };
        options.Filters.Message.IncomingFilters.Add(services.GetRequiredService<StartWatch>().Filter);
        return options;
    }

    private McpServerHandlers Handlers()
    {
        var resources = services.GetRequiredService<RunwayResources>();
        var subscriptions = services.GetRequiredService<ResourceSubscriptions>();
        return new McpServerHandlers
        {
            ListResourcesHandler = RunwayResources.ListAsync,
            ListResourceTemplatesHandler = RunwayResources.ListTemplatesAsync,
            ReadResourceHandler = resources.ReadAsync,
            SubscribeToResourcesHandler = subscriptions.SubscribeAsync,
            UnsubscribeFromResourcesHandler = subscriptions.UnsubscribeAsync,
            SubscriptionsListenHandler = subscriptions.ListenAsync,
            ListPromptsHandler = RunwayPrompts.ListAsync,
            GetPromptHandler = services.GetRequiredService<RunwayPrompts>().GetAsync,
            CompleteHandler = services.GetRequiredService<Completions>().CompleteAsync,
        };
    }

    /// <summary>Unfinished tasks of an earlier process are followed from the start, but a fresh machine pays nothing for it.</summary>
    private void TakeOverWhatOthersLeft()
    {
        if (services.GetRequiredService<StateFolder>().HasLedger)
            services.GetRequiredService<VideoCourier>().Start();
    }
}
