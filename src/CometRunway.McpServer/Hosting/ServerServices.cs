using CometRunway.Images;
using CometRunway.McpServer.Commands;
using CometRunway.Options;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.McpServer.Hosting;

/// <summary>Composes what the server and the commands for people share.</summary>
internal static class ServerServices
{
    /// <summary>The key the sandbox gets: any will do, and it must never be the user's own.</summary>
    private const string SandboxKey = "sandbox";

    /// <summary>The services alone, for a command that needs no host.</summary>
    public static ServiceProvider Build(ServerSetup setup) => new ServiceCollection().AddServer(setup).BuildServiceProvider();

    /// <summary>Registers them.</summary>
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
