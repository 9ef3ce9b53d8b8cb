using CometRunway.Options;
using CometRunway.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ModelContextProtocol.Server;

namespace CometRunway.McpServer.Hosting;

/// <summary>The server as a process: on its own standard streams, and with an end that nothing holds up.</summary>
internal static class StdioProcess
{
    /// <summary>Serves until the input ends or a signal comes.</summary>
    /// <param name="setup">What it is made from.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="stop">A signal for which the host has no ear of its own.</param>
    public static async Task RunAsync(ServerSetup setup, Stream input, CancellationToken stop)
    {
        var output = StandardOutput.Open();
        var host = StdioHost.Create(setup, input, output);
        var options = host.Services.GetRequiredService<IOptions<CometRunwayOptions>>().Value;
        // Before the host starts: it would log a malformed setting with pages of stack trace, and the program says it in one line.
        _ = host.Services.GetRequiredService<IOptions<McpServerOptions>>().Value;
        using var watchdog = new EndWatchdog(host.Services.GetRequiredService<InFlightCreates>(), options.CreateTimeout, EndWatchdog.Grace, ProcessEnd.Now);
        watchdog.Watch(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        await host.RunAsync(stop);
    }
}
