using CometRunway.Callers;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.Tasks.Polling;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Http;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Stores;
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

    public static async Task<CourierLab> StartAsync(double speed, SandboxKeys keys = SandboxKeys.One) =>
        new(await SandboxLab.StartAsync(speed, keys: keys, cancellationToken: Token));

    public Program Open(TimeProvider? time = null, HttpMessageHandler? handler = null, Action<CometRunwayOptions>? configure = null, Action<IServiceCollection>? register = null)
    {
        var services = Sandbox.Services(configure);
        if (time is not null)
            services.AddSingleton(time);
        if (handler is not null)
            services.ReplaceGatewaySockets(() => handler);
        register?.Invoke(services);
        var program = services.BuildServiceProvider();
        _programs.Add(program);
        return new Program(program);
    }

    public async Task ReadsAsync(int atLeast) =>
        await Sandbox.Journal.WhenAsync(journal => journal.Tasks.Sum(task => task.Gets) >= atLeast, Token).WithTestTimeout(Token);

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _programs)
            await program.DisposeAsync().AsTask().WithTestTimeout(Token);
        await Sandbox.DisposeAsync();
    }

    /// <summary>One program's parts.</summary>
    internal sealed record Program(ServiceProvider Services)
    {
        public VideoTaskService Runner => Services.GetRequiredService<VideoTaskService>();

        public ITaskStore Store => Services.GetRequiredService<ITaskStore>();

        public IVideoTaskPoller Courier => Services.GetRequiredService<IVideoTaskPoller>();

        public async Task<VideoTask> CreateAsync(string prompt = "a slow pan", string? ratio = null)
        {
            var request = new VideoRequest { Image = TestHome.ImageName, Prompt = prompt, Model = "gen4_turbo", Ratio = ratio };
            var prepared = await Services.GetRequiredService<RequestPreparation>().PrepareAsync(request, Token);
            return Assert.IsType<CreateResult.Created>(await Services.GetRequiredService<TaskCreator>().CreateAsync(await CallerAsync(), prepared, cancellationToken: Token).WithTestTimeout(Token)).Task;
        }

        /// <summary>A task that was accepted, without a request.</summary>
        public async Task<VideoTask> AcceptAsync(string id, TaskScope? scope = null)
        {
            var task = new NewVideoTask { Fingerprint = id, Settings = new() { Model = "gen4_turbo", Ratio = "1280:720", Duration = 5 }, ImageName = "cat.png", ApiVersion = "2024-11-06" };
            var begun = Assert.IsType<BeginOutcome.Begun>(await Store.BeginAsync(scope ?? await ScopeAsync(), task, BudgetLimits.Unlimited, TimeSpan.Zero));
            return await Store.AcceptAsync(begun.Task.Handle, id);
        }

        public async Task<TaskScope> ScopeAsync() => await Services.GetRequiredService<AccountKeys>().GetScopeAsync(await CallerAsync(), Token);

        private async Task<Caller> CallerAsync() => await Services.GetRequiredService<CallerResolver>().GetAsync(Token);

        public async Task<VideoTask> WaitUntilDoneAsync(VideoTask entry)
        {
            while (!(entry = (await Store.GetAsync(entry.Handle, Token))!).IsWaitComplete())
                entry = await Store.WaitForChangeAsync(entry.Handle, entry.Revision, Token).WithTestTimeout(Token);
            return entry;
        }
    }
}
