using CometRunway.McpServer.Hosting;
using CometRunway.McpServer.Sender;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CometRunway.McpServer.Commands;

/// <summary>Builds the server's services for a command, without log output.</summary>
internal static class CommandServices
{
    public static ServiceProvider Build(IReadOnlyDictionary<string, string> environment, Uri? sandbox = null, Action<IServiceCollection>? change = null, SenderCommand? sender = null) =>
        ServerServices.Build(new(environment, sandbox, Directory.GetCurrentDirectory(), services =>
        {
            services.AddLogging(logging => logging.AddFilter(null, LogLevel.None));
            change?.Invoke(services);
        }, sender));
}
