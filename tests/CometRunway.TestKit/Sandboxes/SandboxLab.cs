using CometRunway.Options;
using CometRunway.Sandbox;
using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Journal;
using CometRunway.TestKit.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CometRunway.TestKit.Sandboxes;

/// <summary>An in-process sandbox, the folders of a user, and services configured for the sandbox.</summary>
public sealed class SandboxLab : IAsyncDisposable
{
    /// <summary>The API key of all clients. No output may contain it.</summary>
    public const string Key = "sk-lab-7f3a9c1e5b2d8064";

    /// <summary>A short poll interval for tests.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(30);

    private SandboxLab(SandboxServer server, SandboxClock clock)
    {
        Server = server;
        Clock = clock;
    }

    /// <summary>The sandbox.</summary>
    public SandboxServer Server { get; }

    /// <summary>The clock of its tasks.</summary>
    public SandboxClock Clock { get; }

    /// <summary>The folders of the user.</summary>
    public TestHome Home { get; } = new();

    /// <inheritdoc cref="SandboxServer.Journal"/>
    public SandboxJournal Journal => Server.Journal;

    /// <inheritdoc cref="SandboxServer.Faults"/>
    public FaultPlan Faults => Server.Faults;

    /// <summary>Starts a sandbox.</summary>
    /// <param name="speed">
    /// The value of <see cref="SandboxOptions.Speed"/>. 0 finishes tasks immediately. With 1, advance the <see cref="Clock"/>.
    /// </param>
    /// <param name="shape">The shape of tasks in responses.</param>
    /// <param name="refuseDataUris">True to reject data URIs.</param>
    /// <param name="keys">The API keys that it accepts.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<SandboxLab> StartAsync(
        double speed = 0, TaskShape shape = TaskShape.Bare, bool refuseDataUris = false, SandboxKeys keys = SandboxKeys.One, CancellationToken cancellationToken = default)
    {
        var clock = new SandboxClock();
        var options = new SandboxOptions
        {
            Speed = speed,
            Shape = shape,
            RefuseDataUris = refuseDataUris,
            ApiKey = keys == SandboxKeys.One ? Key : null,
            OneAccount = keys == SandboxKeys.AnyOfOneAccount,
            TimeProvider = clock,
        };
        return new(await SandboxServer.StartAsync(options, cancellationToken), clock);
    }

    /// <summary>Creates the services of the library, configured for the sandbox.</summary>
    public IServiceCollection Services(Action<CometRunwayOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders());
        services.AddCometRunway(options => Configure(options, configure));
        return services;
    }

    /// <summary>Configures options for the sandbox, for services that were created elsewhere.</summary>
    public void Configure(CometRunwayOptions options, Action<CometRunwayOptions>? more = null)
    {
        options.BaseAddress = Server.BaseAddress;
        options.ApiKey = new ApiKey(Key);
        options.PollInterval = PollInterval;
        options.HomeDirectory = Home.State;
        options.OutputDirectory = Home.Videos;
        options.AllowedDirectories = [Home.Album];
        more?.Invoke(options);
    }

    /// <summary>Advances the clock by three seconds after each read of the newest task, until <paramref name="until"/> completes.</summary>
    public async Task AgeAsync(Task until, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        for (var reads = 1; !until.IsCompleted; reads++)
        {
            var wanted = reads;
            var read = Journal.WhenAsync(journal => journal.Tasks.Count > 0 && journal.Tasks[^1].Gets >= wanted, stop.Token);
            await Task.WhenAny(read, until);
            Clock.Advance(TimeSpan.FromSeconds(3));
        }

        await stop.CancelAsync();
        await until;
    }

    /// <summary>The number of create requests that the sandbox received.</summary>
    public int Posts => Journal.Requests.Count(request => request.Route == "create");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Home.Dispose();
    }
}
