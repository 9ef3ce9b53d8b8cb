using CometRunway.Api;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using CometRunway.Tasks;
using CometRunway.Tasks.Polling;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Http;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.Core.Tests.Polling;

/// <summary>A sandbox, and programs that share one ledger on it: each is what one server process is.</summary>
internal sealed class CourierLab : IAsyncDisposable
{
    private readonly List<ServiceProvider> _programs = [];

    private CourierLab(SandboxLab sandbox) => Sandbox = sandbox;

    public SandboxLab Sandbox { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<CourierLab> StartAsync(double speed) =>
        new(await SandboxLab.StartAsync(speed, cancellationToken: Token));

    public Program Open(TimeProvider? time = null, HttpMessageHandler? handler = null, Action<CometRunwayOptions>? configure = null)
    {
        var services = Sandbox.Services(configure);
        if (time is not null)
            services.AddSingleton(time);
        if (handler is not null)
            services.ReplaceGatewaySockets(() => handler);
        var program = services.BuildServiceProvider();
        _programs.Add(program);
        return new Program(program);
    }

    public async Task ReadsAsync(int atLeast) =>
        await Sandbox.Journal.WhenAsync(journal => journal.Tasks.Sum(task => task.Gets) >= atLeast, Token).WithTestTimeout(Token);

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _programs)
            await program.DisposeAsync();
        await Sandbox.DisposeAsync();
    }

    /// <summary>One program's parts.</summary>
    internal sealed record Program(ServiceProvider Services)
    {
        public VideoTaskService Runner => Services.GetRequiredService<VideoTaskService>();

        public SqliteTaskStore Ledger => Services.GetRequiredService<SqliteTaskStore>();

        public VideoTaskPoller Courier => Services.GetRequiredService<VideoTaskPoller>();

        public async Task<VideoTask> CreateAsync(string prompt = "a slow pan", string? ratio = null)
        {
            var request = new VideoRequest { Image = TestHome.ImageName, Prompt = prompt, Model = "gen4_turbo", Ratio = ratio };
            var prepared = await Services.GetRequiredService<RequestPreparation>().PrepareAsync(request, Token);
            return Assert.IsType<CreateResult.Created>(await Runner.CreateAsync(prepared, cancellationToken: Token).WithTestTimeout(Token)).Entry;
        }

        /// <summary>A task that was accepted, without a request.</summary>
        public VideoTask Accept(string id)
        {
            var task = new NewVideoTask { Fingerprint = id, Settings = new() { Model = "gen4_turbo", Ratio = "1280:720", Duration = 5 }, ImageName = "cat.png", ApiVersion = "2024-11-06" };
            var begun = Assert.IsType<BeginOutcome.Begun>(Ledger.Begin(Runner.Scope, task, BudgetLimits.Unlimited, TimeSpan.Zero, newTake: false));
            return Ledger.Accept(begun.Entry.Handle, new CreateTaskResponse(id));
        }

        public async Task<VideoTask> SettledAsync(VideoTask entry)
        {
            while (!(entry = Ledger.Get(entry.Handle)!).IsWaitComplete())
                entry = await Ledger.WaitForChangeAsync(entry.Handle, entry.Revision, Token).WithTestTimeout(Token);
            return entry;
        }
    }
}
