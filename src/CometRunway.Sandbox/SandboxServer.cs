using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Hosting;
using CometRunway.Sandbox.Jobs;
using CometRunway.Sandbox.Journal;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace CometRunway.Sandbox;

/// <summary>CometAPI's Runway routes on this machine: no key, no cost, real clips.</summary>
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

    /// <summary>Where it listens: <c>http://127.0.0.1:PORT</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>What it accepted and charged.</summary>
    public SandboxJournal Journal { get; }

    /// <summary>The trouble it makes.</summary>
    public FaultPlan Faults { get; }

    /// <summary>Starts a sandbox.</summary>
    /// <param name="options">How it behaves; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <returns>The sandbox, listening on 127.0.0.1.</returns>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static Task<SandboxServer> StartAsync(SandboxOptions? options = null, CancellationToken cancellationToken = default) =>
        StartAsync(options ?? new SandboxOptions(), ClipStudio.Real, cancellationToken);

    internal static async Task<SandboxServer> StartAsync(SandboxOptions options, ClipStudio studio, CancellationToken cancellationToken, ILoggerFactory? logs = null)
    {
        options.Validate();
        var journal = new SandboxJournal();
        var faults = new FaultPlan();
        var app = SandboxHost.Build(options, studio, journal, faults, logs ?? options.LoggerFactory);
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

    /// <summary>Stops: requests that are paused are released, connections that do not end by themselves are closed.</summary>
    /// <returns>A task that completes when nothing listens any more.</returns>
    public async ValueTask DisposeAsync()
    {
        Faults.Close();
        using var timeout = new CancellationTokenSource(StopTimeout);
        await _app.StopAsync(timeout.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }
}
