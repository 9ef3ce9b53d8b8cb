using System.IO.Pipelines;
using CometRunway.McpServer.Hosting;
using CometRunway.McpServer.Sender;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CometRunway.McpServer.Tests.Testing;

/// <summary>The server with the same services as the process, on a pair of pipes in this process, with a sandbox as the service.</summary>
internal sealed class PipedServer : IAsyncDisposable
{
    private readonly Pipe _toServer = new();
    private readonly Pipe _toClient = new();
    private readonly CancellationTokenSource _stop = new();

    private readonly IHost _host;

    private PipedServer(SandboxLab sandbox, Dictionary<string, string> variables, Action<IServiceCollection>? change, SenderCommand? sender)
    {
        Sandbox = sandbox;
        _host = StdioHost.Create(new(variables, null, sandbox.Home.Path, change, sender), _toServer.Reader.AsStream(), _toClient.Writer.AsStream());
        Running = RunAsync();
    }

    public SandboxLab Sandbox { get; }

    public IServiceProvider Services => _host.Services;

    /// <summary>Completes when the server stops.</summary>
    public Task Running { get; }

    /// <summary>The stream that a client writes to.</summary>
    public Stream Input => _toServer.Writer.AsStream();

    /// <summary>The stream that a client reads from.</summary>
    public Stream Output => _toClient.Reader.AsStream();

    public static async Task<PipedServer> StartAsync(double speed = 0, Dictionary<string, string>? variables = null, Action<IServiceCollection>? change = null, SenderCommand? sender = null)
    {
        var sandbox = await SandboxLab.StartAsync(speed, cancellationToken: TestContext.Current.CancellationToken);
        var all = ServerVariables.For(sandbox);
        foreach (var (name, value) in variables ?? [])
            all[name] = value;
        try
        {
            return new(sandbox, all, change, sender);
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes the input, as a client that disconnects.</summary>
    public void CloseInput() => _toServer.Writer.Complete();

    /// <summary>Stops the server, as a signal does.</summary>
    public void Stop() => _stop.Cancel();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Sandbox.Faults.ReleaseAll();
        await Running.WithTestTimeout(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
        await Sandbox.DisposeAsync();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await _host.StartAsync(CancellationToken.None);
            await _host.WaitForShutdownAsync(_stop.Token);
        }
        finally
        {
            await _toClient.Writer.CompleteAsync();
        }
    }
}
