using CometRunway.Images;
using CometRunway.McpServer.Commands;
using CometRunway.Options;
using Microsoft.Extensions.DependencyInjection;

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
