using Microsoft.Extensions.Hosting;

namespace CometRunway.McpServer.Starts;

/// <summary>Sees to it that a start is on record when the server ends, even if the client never said who it is.</summary>
internal sealed class StartRecording(StartWatch watch, ModelContextProtocol.Server.McpServer server) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => watch.EndAsync(server.ClientInfo).WaitAsync(cancellationToken);
}
