using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Hosting;
using CometRunway.Sandbox.Jobs;
using CometRunway.Sandbox.Journal;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace CometRunway.Sandbox;

/// <summary>A local server with CometAPI's Runway API. It creates playable clips at no cost and requires no real API key.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMilliseconds(500);
    private readonly WebApplication _app;

    private SandboxServer(WebApplication app, SandboxJournal journal, FaultPlan faults)
    {
        _app = app;
        Journal = journal;
        Faults = faults;
        BaseAddress = new Uri(app.Urls.First());
    }

    /// <summary>The base address: <c>http://127.0.0.1:PORT</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>The accepted tasks and the requests.</summary>
    public SandboxJournal Journal { get; }

    /// <summary>The faults to inject.</summary>
    public FaultPlan Faults { get; }

    /// <summary>Starts a sandbox.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The started sandbox.</returns>
    /// <exception cref="ArgumentException">An option is invalid.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static Task<SandboxServer> StartAsync(SandboxOptions? options = null, CancellationToken cancellationToken = default) =>
        StartAsync(options ?? new SandboxOptions(), new Mp4ClipRenderer(), cancellationToken);

    internal static async Task<SandboxServer> StartAsync(SandboxOptions options, IClipRenderer renderer, CancellationToken cancellationToken, ILoggerFactory? logs = null)
    {
        options.Validate();
        var journal = new SandboxJournal();
        var faults = new FaultPlan();
        var app = SandboxHost.Build(options, renderer, journal, faults, logs ?? options.LoggerFactory);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            return new SandboxServer(app, journal, faults);
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops the server. Paused requests are released. Connections that do not end within 500 ms are closed.</summary>
    /// <returns>A task that completes when the server has stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(StopTimeout).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Completes the requests of a client whose other process has ended: accepts requests for a moment, because one may be about to arrive, and then
    /// stops. Paused requests are released.
    /// </summary>
    /// <param name="accepting">How long requests are still accepted.</param>
    /// <param name="completing">How long the requests in flight may then take.</param>
    /// <returns>A task that completes when no request is in flight.</returns>
    internal async Task FinishAsync(TimeSpan accepting, TimeSpan completing)
    {
        Faults.Close();
        await Task.Delay(accepting, TimeProvider.System).ConfigureAwait(false);
        await StopAsync(completing).ConfigureAwait(false);
    }

    private async Task StopAsync(TimeSpan atMost)
    {
        Faults.Close();
        using var timeout = new CancellationTokenSource(atMost);
        await _app.StopAsync(timeout.Token).ConfigureAwait(false);
    }
}
