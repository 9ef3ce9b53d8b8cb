using CometRunway.Balances;
using CometRunway.Configuration;
using CometRunway.Core.Tests.Http;
using CometRunway.ImageToVideo;
using CometRunway.Ledger;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using CometRunway.VideoTasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CometRunway.Core.Tests.Balances;

/// <summary>A program on a sandbox whose user allows the balance query, with all that it logs.</summary>
internal sealed class BalanceLab : IAsyncDisposable
{
    private readonly SandboxLab _sandbox;
    private readonly bool _owned;
    private readonly ServiceProvider _services;

    private BalanceLab(SandboxLab sandbox, bool owned, Action<CometRunwayOptions>? configure, TimeProvider? time)
    {
        _sandbox = sandbox;
        _owned = owned;
        var services = sandbox.Services(options =>
        {
            options.BalanceQuery = true;
            configure?.Invoke(options);
        });
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        if (time is not null)
            services.AddSingleton(time);
        _services = services.BuildServiceProvider();
    }

    public SandboxLab Sandbox => _sandbox;

    public RecordedLogs Logs { get; } = new();

    public TaskLedger Ledger => _services.GetRequiredService<TaskLedger>();

    public BalanceInquiry Inquiry => _services.GetRequiredService<BalanceInquiry>();

    /// <summary>The routes that were asked and matter here, in order.</summary>
    public IEnumerable<string> Asked => _sandbox.Journal.Requests.Select(request => request.Route).Where(route => route is "quota" or "create");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<BalanceLab> StartAsync(Action<CometRunwayOptions>? configure = null, TimeProvider? time = null) =>
        new(await SandboxLab.StartAsync(cancellationToken: Token), owned: true, configure, time);

    /// <summary>Another program with other settings beside the same ledger and sandbox.</summary>
    public BalanceLab Beside(Action<CometRunwayOptions> configure) => new(_sandbox, owned: false, configure, time: null);

    /// <summary>Asks for a video; what became of it is in the ledger.</summary>
    public async Task<TaskEntry> CreateAsync(string prompt = "a slow pan")
    {
        var request = new VideoRequest { Image = TestHome.ImageName, Prompt = prompt, Model = "gen4_turbo" };
        var prepared = await _services.GetRequiredService<RequestPreparation>().PrepareAsync(request, Token);
        var runner = _services.GetRequiredService<VideoTaskRunner>();
        await runner.CreateAsync(prepared, cancellationToken: Token).WithTestTimeout(Token);
        return Assert.Single(runner.List(new TaskQuery { Text = prompt }).Entries);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_owned)
            await _sandbox.DisposeAsync();
    }
}
