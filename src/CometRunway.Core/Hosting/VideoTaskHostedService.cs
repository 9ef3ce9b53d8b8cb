using CometRunway.Configuration;
using CometRunway.Courier;
using CometRunway.VideoTasks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CometRunway.Hosting;

/// <summary>
/// Ties the work of this library to its host: unfinished tasks are followed from the start, and a stop waits for the answers of paid
/// requests, up to the create timeout or <c>HostOptions.ShutdownTimeout</c>, whichever is shorter.
/// </summary>
internal sealed class VideoTaskHostedService(StateFolder state, VideoCourier courier, PaidPosts posts, ILogger<VideoTaskHostedService> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Where there is no ledger there is nothing to follow, and none is made for looking.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (state.HasLedger)
            courier.Start();
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A create that began now might not live to hear its answer. Refused, it costs nothing.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        posts.Close();
        return Task.CompletedTask;
    }

    /// <summary>The same, for hosts that do not say when they begin to stop.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        posts.Close();
        return Task.CompletedTask;
    }

    /// <summary>After all other services have stopped, because those may still be waiting for an answer themselves.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (posts.Handles is { Count: > 0 } waited)
            HostingLog.WaitingForAnswers(logger, waited);
        if (!await posts.DrainAsync(cancellationToken).ConfigureAwait(false))
        {
            var left = posts.Handles;
            HostingLog.StillInFlight(logger, left);
        }

        await courier.DisposeAsync().ConfigureAwait(false);
    }
}
