using CometRunway.Configuration;
using CometRunway.McpServer.Logs;
using CometRunway.McpServer.Prompts;
using CometRunway.McpServer.Resources;
using CometRunway.McpServer.Starts;
using CometRunway.Pictures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Hosting;

/// <summary>Composes what the server needs. No generic host: it would cost start time, and read the client's working folder.</summary>
internal static class ServerServices
{
    /// <summary>The key the sandbox gets: any will do, and it must never be the user's own.</summary>
    private const string SandboxKey = "sandbox";

    public static ServiceProvider Build(Func<string, string?> environment, Uri? sandbox, string workingFolder, Action<IServiceCollection>? change = null)
    {
        var services = new ServiceCollection();
        change?.Invoke(services);
        services.AddLogging(ServerLog.Configure);
        services.AddSingleton<ILoggerProvider>(static provider => new LogFile(
            new(provider.GetRequiredService<StateFolder>),
            new(provider.GetRequiredService<IOptions<CometRunwayOptions>>),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<StartJournal>();
        services.AddSingleton(provider => new StartWatch(
            provider.GetRequiredService<StartJournal>(),
            provider.GetRequiredService<IOptions<CometRunwayOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            workingFolder));
        services.AddCometRunway(options =>
        {
            CometRunwaySettings.FromEnvironment(environment, options);
            if (sandbox is not null)
            {
                options.BaseAddress = sandbox;
                options.ApiKey = new ApiKey(SandboxKey);
                options.ApiKeyWasPlaceholder = false;
            }

            foreach (var folder in PictureFolders(workingFolder))
                options.AllowedDirectories.Add(folder);
        });
        services.AddCometRunwayImaging();
        services.AddCometRunwayPlugin();
        services.AddSingleton<RunwayResources>();
        services.AddSingleton<TaskWatch>();
        services.AddSingleton<ResourceSubscriptions>();
        services.AddSingleton<RunwayPrompts>();
        services.AddSingleton<Completions>();
        return services.BuildServiceProvider();
    }

    private static IReadOnlyList<string> PictureFolders(string workingFolder) => DefaultPictureFolders.For(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        Environment.GetFolderPath(Environment.SpecialFolder.MyPictures),
        workingFolder,
        AppContext.BaseDirectory);
}
