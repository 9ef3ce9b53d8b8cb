using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Core.Tests.Client;

/// <summary>A client on a sandbox, over a store whose calls a test can fail.</summary>
internal sealed class EdgeLab : IAsyncDisposable
{
    public static readonly VideoRequest Request = new() { Image = TestHome.ImageName, Prompt = "a slow pan", Model = "gen4_turbo" };

    private EdgeLab(SandboxLab sandbox, ServiceProvider services) => (Sandbox, Services) = (sandbox, services);

    public SandboxLab Sandbox { get; }

    public ServiceProvider Services { get; }

    public ICometRunwayClient Client => Services.GetRequiredService<ICometRunwayClient>();

    public InterceptedStore Store => (InterceptedStore)Services.GetRequiredService<ITaskStore>();

    public InFlightCreates InFlight => Services.GetRequiredService<InFlightCreates>();

    /// <param name="speed">As in <see cref="SandboxLab.StartAsync"/>: 0 finishes tasks at once, 1 with its clock.</param>
    /// <param name="change">Registers what the app replaces.</param>
    /// <param name="configure">Sets options.</param>
    public static async Task<EdgeLab> StartAsync(double speed = 0, Action<IServiceCollection>? change = null, Action<CometRunwayOptions>? configure = null)
    {
        var sandbox = await SandboxLab.StartAsync(speed, cancellationToken: TestContext.Current.CancellationToken);
        var services = sandbox.Services(configure);
        InterceptedStore.Register(services);
        change?.Invoke(services);
        return new(sandbox, services.BuildServiceProvider());
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await Sandbox.DisposeAsync();
    }
}

/// <summary>A progress that runs a function at once, on the thread of the report.</summary>
internal sealed class Reports(Action<VideoProgress> then) : IProgress<VideoProgress>
{
    public void Report(VideoProgress value) => then(value);
}
