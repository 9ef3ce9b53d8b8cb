using CometRunway.Courier;
using CometRunway.Diagnostics;
using CometRunway.Downloads;
using CometRunway.Frames;
using CometRunway.Hosting;
using CometRunway.ImageToVideo;
using CometRunway.Ledger;
using CometRunway.Opening;
using CometRunway.Pictures;
using CometRunway.Pictures.Finding;
using CometRunway.Pictures.Fitting;
using CometRunway.Pictures.Hosting;
using CometRunway.Pictures.Remote;
using CometRunway.Setup;
using CometRunway.VideoTasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Configuration;

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
        services.TryAddSingleton(static p => new TaskLedger(p.GetRequiredService<StateFolder>().Path, Time(p), Logger<TaskLedger>(p))
        {
            StateReached = p.GetRequiredService<CometRunwayTelemetry>().Reached,
        });
        services.TryAddSingleton(static p => PictureFolders.FromOptions(Options(p).Value));
        services.TryAddSingleton(static p => new PictureLoader(p.GetRequiredService<PictureFolders>(), Options(p).Value.IsLoopback));
        services.TryAddSingleton<PictureFinder>();
        services.TryAddSingleton(static p => new PictureFitting(p.GetService<IPictureFitter>(), Time(p)));
        services.AddRemotePictures();
        services.TryAddSingleton<PictureHosting>();
        services.TryAddSingleton<ModelsOnOffer>();
        services.TryAddSingleton<ModelTables>();
        services.TryAddSingleton<RequestPreparation>();
        services.TryAddSingleton(static _ => DesktopProgram.OfThisMachine());
        services.TryAddSingleton<VideoOpener>();
        services.TryAddSingleton<ContactSheetMaker>();
        services.TryAddSingleton<VideoSaver>();
        services.TryAddSingleton<TaskStep>();
        services.TryAddSingleton(static p => new VideoCourier(p.GetRequiredService<TaskLedger>(), p.GetRequiredService<TaskStep>(), Options(p), Time(p), Logger<VideoCourier>(p)));
        services.TryAddSingleton(static p => new PaidPosts(p.GetRequiredService<VideoCourier>(), Options(p), Time(p)));
        services.TryAddSingleton<VideoTaskRunner>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, VideoTaskHostedService>());
        services.TryAddSingleton<TaskCancellation>();
        services.TryAddSingleton<SetupCheck>();
        services.TryAddSingleton<VideoStudio>();
    }

    private static IOptions<CometRunwayOptions> Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<CometRunwayOptions>>();

    private static TimeProvider Time(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    private static ILogger<T> Logger<T>(IServiceProvider provider) => provider.GetRequiredService<ILogger<T>>();
}
