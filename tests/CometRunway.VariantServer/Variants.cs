using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace CometRunway.VariantServer;

/// <summary>What a variant changes in the composition of the real server.</summary>
internal sealed record Variant(Action<IServiceCollection> Change)
{
    /// <summary>What it sees of the client's words; nothing is changed in them.</summary>
    public Func<Stream, Stream> Input { get; init; } = static input => input;
}

/// <summary>The variants by name: one with a clock that can be moved, and three that break a promise on purpose.</summary>
internal static class Variants
{
    public static Variant Find(string name) => name switch
    {
        "clock" => new Variant(static services => services.AddSingleton<TimeProvider>(ShiftedClock.FromEnvironment())),
        "retry-post" => new Variant(static services => Replace(services, static () => new RetriedPost())),
        "late-row" => new Variant(static services => services.AddHttpClient(CometRunwayClient.CreateHttpClientName).AddHttpMessageHandler(LateRow.Create)),
        "tied-post" => Tied(),
        _ => throw new ArgumentException($"There is no variant '{name}'."),
    };

    private static Variant Tied()
    {
        var caller = new Caller();
        return new Variant(services => Replace(services, () => new TiedPost(caller)))
        {
            Input = input => new OverheardInput(input, caller.GiveUp),
        };
    }

    /// <summary>After the library's own registration, whenever that comes.</summary>
    private static void Replace(IServiceCollection services, Func<HttpMessageHandler> sockets) =>
        services.PostConfigure<HttpClientFactoryOptions>(CometRunwayClient.CreateHttpClientName, options =>
            options.HttpMessageHandlerBuilderActions.Add(builder => builder.PrimaryHandler = sockets()));
}
