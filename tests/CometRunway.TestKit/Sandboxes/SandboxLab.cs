using CometRunway.Options;
using CometRunway.Sandbox;
using CometRunway.Sandbox.Faults;
using CometRunway.Sandbox.Journal;
using CometRunway.TestKit.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CometRunway.TestKit.Sandboxes;

/// <summary>A sandbox in this process, a home for its user, and services that talk to it.</summary>
public sealed class SandboxLab : IAsyncDisposable
{
    /// <summary>The key every client of the lab has; no answer may ever show it.</summary>
    public const string Key = "sk-lab-7f3a9c1e5b2d8064";

    /// <summary>Polls that do not let a test wait.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(30);

    private SandboxLab(SandboxServer server, SandboxClock clock)
    {
        Server = server;
        Clock = clock;
    }

    /// <summary>The sandbox.</summary>
    public SandboxServer Server { get; }

    /// <summary>The clock by which its tasks age.</summary>
    public SandboxClock Clock { get; }

    /// <summary>The user's home.</summary>
    public TestHome Home { get; } = new();

    /// <inheritdoc cref="SandboxServer.Journal"/>
    public SandboxJournal Journal => Server.Journal;

    /// <inheritdoc cref="SandboxServer.Faults"/>
    public FaultPlan Faults => Server.Faults;

    /// <summary>Starts one.</summary>
    /// <param name="speed">As <see cref="SandboxOptions.Speed"/>; 0 finishes tasks at once, 1 leaves them to the <see cref="Clock"/>.</param>
    /// <param name="shape">In which shape tasks are told.</param>
    /// <param name="refuseDataUris">Takes links only.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    public static async Task<SandboxLab> StartAsync(double speed = 0, TaskShape shape = TaskShape.Bare, bool refuseDataUris = false, CancellationToken cancellationToken = default)
    {
        var clock = new SandboxClock();
        return new(await SandboxServer.StartAsync(new SandboxOptions { Speed = speed, Shape = shape, RefuseDataUris = refuseDataUris, ApiKey = Key, TimeProvider = clock }, cancellationToken), clock);
    }

    /// <summary>The library's services, set up to talk to the sandbox.</summary>
    public IServiceCollection Services(Action<CometRunwayOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders());
        services.AddCometRunway(options => Configure(options, configure));
        return services;
    }

    /// <summary>The options of a user of the lab, for services of another origin.</summary>
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

    /// <summary>Ages the newest task, a few seconds at every read, until something has happened.</summary>
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

    /// <summary>How many creates reached the sandbox.</summary>
    public int Posts => Journal.Requests.Count(request => request.Route == "create");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Home.Dispose();
    }
}
