using CometRunway.Configuration;
using CometRunway.Courier;
using CometRunway.VideoTasks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CometRunway.McpServer.Hosting;

/// <summary>
/// Follows what earlier processes left unfinished, and at the end waits for paid requests under way before the courier hands its tasks
/// over. It goes as soon as <c>AddCometRunway</c> registers a service that does the same for every host.
/// </summary>
internal sealed class TemporaryDrain(StateFolder state, VideoCourier courier, PaidPosts posts, IOptions<CometRunwayOptions> options, TimeProvider time) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (state.HasLedger)
            courier.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await ((Task)posts.WaitAllAsync(options.Value.CreateTimeout, time).WaitAsync(cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await courier.DisposeAsync();
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
