using CometRunway.McpServer.Sender;
using CometRunway.Options;
using CometRunway.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;

namespace CometRunway.McpServer.Hosting;

/// <summary>Runs the server on the standard streams of the process, and limits how long its shutdown takes.</summary>
internal static class StdioProcess
{
    /// <summary>Runs until the input ends or a signal arrives.</summary>
    /// <param name="setup">The inputs of the server.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="stop">Cancelled by signals that the host does not handle.</param>
    /// <returns>True if a sender still has a request of this server.</returns>
    public static async Task<bool> RunAsync(ServerSetup setup, Stream input, CancellationToken stop)
    {
        var output = StandardOutput.Open();
        var host = StdioHost.Create(setup, input, output);
        var options = host.Services.GetRequiredService<IOptions<CometRunwayOptions>>().Value;
        // Validates the settings before the host starts, because the host would log an invalid setting with a long stack trace.
        _ = host.Services.GetRequiredService<IOptions<McpServerOptions>>().Value;
        using var watchdog = new EndWatchdog(host.Services.GetRequiredService<InFlightCreates>(), options.CreateTimeout, EndWatchdog.Grace, ProcessEnd.Now);
        watchdog.Watch(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        var senders = host.Services.GetService<SenderDispatcher>();
        await host.RunAsync(stop);
        return senders?.AnyUnderWay ?? false;
    }
}
