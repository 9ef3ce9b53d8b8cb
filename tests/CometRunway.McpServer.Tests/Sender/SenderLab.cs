using System.Globalization;
using CometRunway.McpServer.Tests.Testing;
using CometRunway.Sandbox.Faults;
using CometRunway.Store;
using CometRunway.Store.Sqlite;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.McpServer.Tests.Sender;

/// <summary>A server process whose paid request is paused at the sandbox, and the ledger as another process sees it.</summary>
internal sealed class SenderLab : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private SenderLab(SandboxLab sandbox)
    {
        Sandbox = sandbox;
        _services = sandbox.Services().BuildServiceProvider();
    }

    public SandboxLab Sandbox { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ITaskStore Store => _services.GetRequiredService<ITaskStore>();

    public static async Task<SenderLab> StartAsync(double speed = 0) => new(await SandboxLab.StartAsync(speed, cancellationToken: TestContext.Current.CancellationToken));

    /// <summary>Starts a server as the leader of a process group.</summary>
    public async Task<ServerProcess> ServerAsync(params (string Name, string Value)[] more)
    {
        var variables = ServerVariables.For(Sandbox);
        foreach (var (name, value) in more)
            variables[name] = value;
        return await ServerProcess.StartAs("/usr/bin/setsid", [ServerProcess.DotNet, ServerProcess.Program], variables).GreetAsync();
    }

    /// <summary>Pauses the next create request and starts it.</summary>
    public async Task<(PausedRequest Held, Task<System.Text.Json.Nodes.JsonObject> Reply)> PauseAsync(ServerProcess server, string fault = "pause-after-accept")
    {
        Sandbox.Faults.Add(new FaultRule("create", fault));
        var reply = server.Wire.CallAsync("create_video_from_image", WireClient.Request());
        return (await Sandbox.Faults.NextPausedAsync(Token).AsTask().WithTestTimeout(Token), reply);
    }

    /// <summary>All tasks in the ledger, newest first.</summary>
    public async Task<IReadOnlyList<VideoTask>> TasksAsync() =>
        (await _services.GetRequiredService<ITaskStoreAdmin>().ListAsync(new TaskQuery { Limit = 10 }, Token)).Tasks;

    /// <summary>Waits until the only task is no longer submitting.</summary>
    public async Task<VideoTask> ConcludedAsync()
    {
        var task = Assert.Single(await TasksAsync());
        while (task.State == VideoTaskState.Submitting)
            task = await Store.WaitForChangeAsync(task.Handle, task.Revision, Token).WithTestTimeout(Token);
        return task;
    }

    /// <summary>Marks rows whose owner is gone.</summary>
    public async Task ResolveAsync() => await Store.ResolveOrphanedSubmissionsAsync((await Store.GetScopeAsync(Sandbox.Server.BaseAddress, new(SandboxLab.Key), null, Token)).Account);

    /// <summary>The process that owns the newest row.</summary>
    public int OwnerId()
    {
        var owner = _services.GetRequiredService<SqliteLedger>().Read(connection => connection.Text("SELECT owner FROM tasks ORDER BY seq DESC LIMIT 1"))!;
        return int.Parse(owner.Split('|')[3], CultureInfo.InvariantCulture);
    }

    /// <summary>How many senders run, and the last failure of one.</summary>
    public HandOvers HandOvers => _services.GetRequiredService<HandOvers>();

    public async ValueTask DisposeAsync()
    {
        Sandbox.Faults.ReleaseAll();
        await _services.DisposeAsync();
        await Sandbox.DisposeAsync();
    }
}
