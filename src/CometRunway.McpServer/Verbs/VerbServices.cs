using CometRunway.McpServer.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CometRunway.McpServer.Verbs;

/// <summary>The server's services for a command that tells everything itself: no log lines between its own.</summary>
internal static class VerbServices
{
    public static ServiceProvider Build(IReadOnlyDictionary<string, string> environment, Uri? sandbox = null, Action<IServiceCollection>? change = null) =>
        ServerServices.Build(new(environment, sandbox, Directory.GetCurrentDirectory(), services =>
        {
            services.AddLogging(logging => logging.AddFilter(null, LogLevel.None));
            change?.Invoke(services);
        }));
}
