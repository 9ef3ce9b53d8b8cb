using CometRunway.Api;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Server;

namespace CometRunway.VariantServer;

/// <summary>What a variant changes in the composition of the real server.</summary>
internal sealed record Variant(Action<IServiceCollection> Change)
{
    /// <summary>What it sees of the client's words; nothing is changed in them.</summary>
    public Func<Stream, Stream> Input { get; init; } = static input => input;
}

/// <summary>The variants by name: a clock that can be moved, calls that do not end, a log that is told in full, and three that break a promise on purpose.</summary>
internal static class Variants
{
    public static Variant Find(string name) => name switch
    {
        "clock" => new Variant(static services => services.AddSingleton<TimeProvider>(ShiftedClock.FromEnvironment())),
        "retry-post" => new Variant(static services => Replace(services, static () => new RetriedPost())),
        "late-row" => new Variant(static services => services.AddHttpClient(CometRunwayHttpClients.Creates).AddHttpMessageHandler(LateRow.Create)),
        "tied-post" => Tied(),
        "ignore-cancellation" => Offering(static () => new StubbornTool(blocksThread: false)),
        "block-thread" => Offering(static () => new StubbornTool(blocksThread: true)),
        "log-everything" => new Variant(LogEverything),
        _ => throw new ArgumentException($"There is no variant '{name}'."),
    };

    private static Variant Tied()
    {
        var caller = new Caller();
        return new Variant(services => Replace(services, () => new TiedPost(caller)))
        {
            Input = input => new OverheardInput(input, caller.Release),
        };
    }

    /// <summary>After the library's own registration, whenever that comes.</summary>
    private static void Replace(IServiceCollection services, Func<HttpMessageHandler> sockets) =>
        services.PostConfigure<HttpClientFactoryOptions>(CometRunwayHttpClients.Creates, options =>
            options.HttpMessageHandlerBuilderActions.Add(builder => builder.PrimaryHandler = sockets()));

    private static Variant Offering(Func<McpServerTool> tool) =>
        new(services => services.PostConfigure<McpServerOptions>(options => options.ToolCollection!.Add(tool())));

    private static void LogEverything(IServiceCollection services) => services.PostConfigure<LoggerFilterOptions>(static options =>
    {
        options.Rules.Clear();
        options.MinLevel = LogLevel.Trace;
    });
}
