using CometRunway.Images;
using CometRunway.McpServer.Commands;
using CometRunway.McpServer.Sender;
using CometRunway.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace CometRunway.McpServer.Hosting;

/// <summary>Registers the services that the server and the commands share.</summary>
internal static class ServerServices
{
    /// <summary>The key that is sent to the sandbox. The sandbox accepts any key; the user's key must never be sent to it.</summary>
    private const string SandboxKey = "sandbox";

    /// <summary>Builds the services without a host, for a command.</summary>
    public static ServiceProvider Build(ServerSetup setup) => new ServiceCollection().AddServer(setup).BuildServiceProvider();

    /// <summary>Registers the services.</summary>
    public static IServiceCollection AddServer(this IServiceCollection services, ServerSetup setup)
    {
        setup.Change?.Invoke(services);
        services.AddSender(setup.Sender);
        services.AddLogging(ServerLog.Configure);
        services.AddCometRunway(options =>
        {
            SettingReader.FromVariables(setup.Environment, options, SettingOptions.ServerVariables);
            if (setup.Sandbox is { } sandbox)
            {
                options.BaseAddress = sandbox;
                options.ApiKey = new ApiKey(SandboxKey);
                options.ApiKeyWasPlaceholder = false;
            }

            foreach (var folder in ImageFolders(setup.WorkingFolder))
                options.AllowedDirectories.Add(folder);
        });
        services.AddCometRunwayImaging();
        services.AddCometRunwayFunctions();
        return services;
    }

    private static IReadOnlyList<string> ImageFolders(string workingFolder) => DefaultImageFolders.For(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        Environment.GetFolderPath(Environment.SpecialFolder.MyPictures),
        workingFolder,
        AppContext.BaseDirectory);
}

/// <summary>Configures logging to standard error, which chat clients show to people: warnings of this project and errors of the protocol.</summary>
internal static class ServerLog
{
    public static void Configure(ILoggingBuilder logging) => logging
        .AddConsole(console =>
        {
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            // Some clients never read standard error. In that case log lines are dropped, so that logging does not block responses.
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
            console.MaxQueueLength = 500;
        })
        .SetMinimumLevel(LogLevel.Warning)
        // It logs a warning with a stack trace for every call that a client cancels.
        .AddFilter("ModelContextProtocol", LogLevel.Error)
        // It logs a stack trace for every retry. The caller reports the final result.
        .AddFilter("Polly", LogLevel.None);
}
