using CometRunway.Api;
using CometRunway.Catalog;
using CometRunway.Diagnostics;
using CometRunway.Images;
using CometRunway.Images.Finding;
using CometRunway.Images.Fitting;
using CometRunway.Images.Remote;
using CometRunway.Images.Upload;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Store.Sqlite;
using CometRunway.Tasks;
using CometRunway.Tasks.Polling;
using CometRunway.Videos;
using CometRunway.Videos.ContactSheets;
using CometRunway.Videos.Desktop;
using CometRunway.Videos.Downloads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Hosting;

/// <summary>Registers what stands on the client: rules, ledger, courier, runner.</summary>
internal static class TaskServices
{
    public static void AddVideoTasks(this IServiceCollection services)
    {
        services.AddVideoDownloads();
        services.TryAddSingleton<StateFolder>();
        services.TryAddSingleton<OutputFolder>();
        services.AddMetrics();
        services.TryAddSingleton<CometRunwayTelemetry>();
        services.TryAddSingleton<ApiTelemetry>();
        services.TryAddSingleton<TaskTelemetry>();
        services.TryAddSingleton(static p => new SqliteTaskStore(p.GetRequiredService<StateFolder>().Path, Time(p), Logger<SqliteTaskStore>(p))
        {
            StateReached = p.GetRequiredService<TaskTelemetry>().StateReached,
        });
        services.TryAddSingleton(static p => ImageFolders.FromOptions(Options(p).Value));
        services.TryAddSingleton(static p => new ImageLoader(p.GetRequiredService<ImageFolders>(), Options(p).Value.IsLoopback));
        services.TryAddSingleton<ImageFinder>();
        services.TryAddSingleton(static p => new ImageTransformation(p.GetService<IImageTransformer>(), Time(p)));
        services.AddRemoteImages();
        services.TryAddSingleton<ImageUploader>();
        services.TryAddSingleton(static p => new ModelAvailability(p.GetRequiredService<CometRunwayApiClient>(), Time(p)));
        services.TryAddSingleton<ModelListings>();
        services.TryAddSingleton<RequestPreparation>();
        services.TryAddSingleton(static _ => DesktopProgram.OfThisMachine());
        services.TryAddSingleton<VideoOpener>();
        services.TryAddSingleton<ContactSheetGenerator>();
        services.TryAddSingleton<VideoSaver>();
        services.TryAddSingleton<TaskProcessor>();
        services.TryAddSingleton(static p => new VideoTaskPoller(p.GetRequiredService<SqliteTaskStore>(), p.GetRequiredService<TaskProcessor>(), Options(p), Time(p), Logger<VideoTaskPoller>(p)));
        services.TryAddSingleton(static p => new InFlightCreates(p.GetRequiredService<VideoTaskPoller>(), Options(p), Time(p)));
        services.TryAddSingleton<VideoTaskService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, VideoTaskHostedService>());
        services.TryAddSingleton<TaskCancellation>();
        services.TryAddSingleton<ConfigurationCheck>();
        services.TryAddSingleton(static p => new CometRunwayClient(p.GetRequiredService<RequestPreparation>(), p.GetRequiredService<VideoTaskService>(), p.GetRequiredService<TaskCancellation>()));
        services.TryAddSingleton<ICometRunwayClient>(static p => p.GetRequiredService<CometRunwayClient>());
    }

    private static IOptions<CometRunwayOptions> Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<CometRunwayOptions>>();

    private static TimeProvider Time(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    private static ILogger<T> Logger<T>(IServiceProvider provider) => provider.GetRequiredService<ILogger<T>>();
}
