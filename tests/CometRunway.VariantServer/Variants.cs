using CometRunway.Api;
using CometRunway.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Server;

namespace CometRunway.VariantServer;

/// <summary>The change that a variant makes to the services of the server.</summary>
internal sealed record Variant(Action<IServiceCollection> Change)
{
    /// <summary>Observes the input from the client without changing it.</summary>
    public Func<Stream, Stream> Input { get; init; } = static input => input;

    /// <summary>False if the server itself sends paid requests.</summary>
    public bool HasSender { get; init; } = true;
}

/// <summary>The variants by name: an adjustable clock, inherited HTTP handlers, calls that never end, full logging, and intentionally broken servers.</summary>
internal static class Variants
{
    public static Variant Find(string name) => name switch
    {
        "clock" => new Variant(static services => services.AddSingleton<TimeProvider>(ShiftedClock.FromEnvironment())),
        "retry-post" => new Variant(static services => Replace(services, static () => new RetriedPost())),
        "resilient-post" => new Variant(static services => Replace(services, ResilientPost.Create)),
        "inherited-handlers" => new Variant(InheritedHandlers.Add),
        "stale-folder" => new Variant(static services => services.PostConfigure<CometRunwayOptions>(StaleFolder.Apply)),
        "late-row" => new Variant(static services => services.AddHttpClient(CometRunwayHttpClients.Creates).AddHttpMessageHandler(LateRow.Create)),
        "tied-post" => Tied(),
        "ignore-cancellation" => Offering(static () => new NeverEndingTool(blocksThread: false)),
        "block-thread" => Offering(static () => new NeverEndingTool(blocksThread: true)),
        "log-everything" => new Variant(LogEverything),
        _ => throw new ArgumentException($"There is no variant '{name}'."),
    };

    private static Variant Tied()
    {
        var caller = new Caller();
        return new Variant(services => Replace(services, () => new CancelledPost(caller)))
        {
            Input = input => new ObservedInput(input, caller.Release),
            // A sender has no caller.
            HasSender = false,
        };
    }

    /// <summary>Replaces the handler after the library's registration, regardless of the order.</summary>
    private static void Replace(IServiceCollection services, Func<HttpMessageHandler> sockets) =>
        services.PostConfigure<HttpClientFactoryOptions>(CometRunwayHttpClients.Creates, options =>
            options.HttpMessageHandlerBuilderActions.Add(builder => builder.PrimaryHandler = new OpaqueHandler(sockets())));

    private static Variant Offering(Func<McpServerTool> tool) =>
        new(services => services.PostConfigure<McpServerOptions>(options => options.ToolCollection!.Add(tool())));

    private static void LogEverything(IServiceCollection services) => services.PostConfigure<LoggerFilterOptions>(static options =>
    {
        options.Rules.Clear();
        options.MinLevel = LogLevel.Trace;
    });
}
