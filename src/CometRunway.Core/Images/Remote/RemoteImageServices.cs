using CometRunway.Net;
using CometRunway.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CometRunway.Images.Remote;

/// <summary>Registers the check of linked images.</summary>
internal static class RemoteImageServices
{
    private const int MaxHeadersKilobytes = 32;

    public static void AddRemoteImages(this IServiceCollection services)
    {
        services.TryAddSingleton(static p => new RemoteImageChecker(
            p.GetRequiredService<IHttpClientFactory>().CreateClient(RemoteImageChecker.HttpClientName),
            p.GetRequiredService<IOptions<CometRunwayOptions>>(),
            p.GetRequiredService<TimeProvider>()));
        services
            .AddIsolatedHttpClient(RemoteImageChecker.HttpClientName, static builder =>
                builder.PrimaryHandler = Handler(builder.Services.GetRequiredService<TimeProvider>(), app: builder.PrimaryHandler))
            .ConfigureHttpClient(static client => client.DefaultRequestHeaders.UserAgent.ParseAdd("CometRunwayAgentTools"));
    }

    internal static SocketsHttpHandler Handler(TimeProvider time, NameLookup? lookup = null, SocketConnect? open = null, HttpMessageHandler? app = null)
    {
        var handler = GuardedConnector.CreateHandler(time, lookup, open, app);
        handler.ConnectTimeout = RemoteImageChecker.TimeLimit;
        handler.MaxResponseHeadersLength = MaxHeadersKilobytes;
        // A server that ignores the range sends the whole file. The connection is closed instead of reading the rest.
        handler.MaxResponseDrainSize = 0;
        return handler;
    }
}
