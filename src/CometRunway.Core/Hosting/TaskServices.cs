using CometRunway.Api;
using CometRunway.Callers;
using CometRunway.Catalog;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Images;
using CometRunway.Images.Fitting;
using CometRunway.Images.Remote;
using CometRunway.Images.Upload;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using CometRunway.Tasks;
using CometRunway.Tasks.Polling;
using CometRunway.Videos.ContactSheets;
using CometRunway.Videos.Desktop;
using CometRunway.Videos.Downloads;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.Hosting;

/// <summary>Registers the services that use the API client: request rules, task store, poller and task service.</summary>
internal static class TaskServices
{
    public static void AddVideoTasks(this IServiceCollection services)
    {
        services.AddVideoDownloads();
        services.AddMetrics();
        services.TryAddSingleton<CometRunwayTelemetry>();
        services.TryAddSingleton<ApiTelemetry>();
        services.TryAddSingleton<TaskTelemetry>();
        services.TryAddSingleton<ICallerContext, OptionsCallerContext>();
        services.TryAddSingleton<IApiKeyProvider, OptionsApiKeyProvider>();
        services.TryAddSingleton<OpenSsl>();
        // Not a singleton: an app may have a context of its own in each scope.
        services.TryAddTransient<CallerResolver>();
        services.AddSqliteTaskStore(static p => p.GetRequiredService<TaskTelemetry>().StateReached);
        services.TryAddSingleton<KnownKeys>();
        services.TryAddSingleton<AccountKeys>();
        services.TryAddSingleton<OutcomeRecorder>();
        services.TryAddSingleton<IImageSource, LocalImageSource>();
        services.TryAddSingleton(static p => new ImageMemory(Time(p)));
        services.TryAddSingleton<CheckedImageSource>();
        services.TryAddSingleton(static p => new ImageTransformation(p.GetService<IImageTransformer>(), Time(p), Logger<ImageTransformation>(p)));
        services.AddRemoteImages();
        services.TryAddSingleton<ImageUploader>();
        services.TryAddSingleton(static p => new ModelAvailability(p.GetRequiredService<CometRunwayApiClient>(), Time(p)));
        services.TryAddSingleton<ModelListings>();
        services.TryAddSingleton<RequestPreparation>();
        services.TryAddSingleton(static _ => DesktopProgram.OfThisMachine());
        services.TryAddSingleton<VideoOpener>();
        services.TryAddSingleton<ContactSheetGenerator>();
        services.TryAddSingleton<IdConfirmation>();
        services.TryAddSingleton<SavingCheck>();
        services.TryAddSingleton<OtherKeyFailures>();
        services.TryAddSingleton(static p => new UpdateBatches(p.GetRequiredService<ITaskStore>(), new PollSchedule(Options(p).Value, Random.Shared).WriteSpacing, Time(p)));
        services.TryAddSingleton<VideoSaver>();
        services.TryAddSingleton<TaskProcessor>();
        services.TryAddSingleton<IVideoTaskPoller>(static p => new VideoTaskPoller(
            p.GetRequiredService<ITaskStore>(),
            p.GetRequiredService<AccountKeys>(),
            p.GetRequiredService<TaskProcessor>(),
            Options(p),
            Time(p),
            Logger<VideoTaskPoller>(p)));
        services.TryAddSingleton(static p => new InFlightCreates(p.GetRequiredService<IVideoTaskPoller>(), Options(p), Time(p), Logger<InFlightCreates>(p)));
        services.TryAddSingleton<ICreateDispatcher, InProcessDispatcher>();
        services.TryAddSingleton<TaskCreator>();
        services.TryAddSingleton<VideoTaskService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, VideoTaskHostedService>());
        services.TryAddSingleton<TaskCancellation>();
        services.TryAddSingleton<ConfigurationCheck>();
        services.TryAddSingleton(static p => CometRunwayClient.Of(p));
        services.TryAddSingleton<ICometRunwayClient>(static p => p.GetRequiredService<CometRunwayClient>());
    }

    private static IOptions<CometRunwayOptions> Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<CometRunwayOptions>>();

    private static TimeProvider Time(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    private static ILogger<T> Logger<T>(IServiceProvider provider) => provider.GetRequiredService<ILogger<T>>();
}
