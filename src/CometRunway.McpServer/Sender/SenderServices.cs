using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CometRunway.McpServer.Sender;

/// <summary>The services of a sender: those of the library, with the settings of the request.</summary>
internal static class SenderServices
{
    public static ServiceProvider Build(SenderRequest request, WarningList warnings, Action<IServiceCollection>? change)
    {
        var services = new ServiceCollection();
        change?.Invoke(services);
        services.AddLogging(logging => logging.AddProvider(warnings).SetMinimumLevel(LogLevel.Warning));
        services.AddCometRunway(options =>
        {
            options.BaseAddress = request.BaseAddress;
            options.ApiVersion = request.ApiVersion;
            options.CreateTimeout = request.CreateTimeout;
            options.HomeDirectory = request.Ledger;
        });
        return services.BuildServiceProvider();
    }
}
