using CometRunway.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CometRunway.Videos.Downloads;

/// <summary>Registers the download services.</summary>
internal static class VideoDownloadServices
{
    /// <summary>Adds <see cref="VideoDownloader"/> and its HTTP client, which does not follow redirects automatically, logs no links and has no total timeout.</summary>
    public static IHttpClientBuilder AddVideoDownloads(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.TryAddSingleton<OutputFolder>();
        services.TryAddSingleton<IVideoStore, FolderVideoStore>();
        services.TryAddSingleton<VideoDownloader>();
        return services
            .AddIsolatedHttpClient(VideoDownloader.HttpClientName, static builder =>
                builder.PrimaryHandler = GuardedConnector.CreateHandler(builder.Services.GetRequiredService<TimeProvider>(), app: builder.PrimaryHandler))
            .ConfigureHttpClient(static client => client.DefaultRequestHeaders.UserAgent.ParseAdd("CometRunwayAgentTools"));
    }
}
