using System.Text.Json;
using CometRunway.Callers;
using CometRunway.Options;
using CometRunway.SemanticKernel.Replies;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.Tasks.Polling;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Http;
using CometRunway.TestKit.Sandboxes;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.SemanticKernel.Tests.Testing;

/// <summary>The functions on a sandbox. Every answer that passes here is searched for what no answer may hold.</summary>
internal sealed class ToolLab : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ToolLab(SandboxLab sandbox, ServiceProvider services)
    {
        Sandbox = sandbox;
        _services = services;
    }

    public SandboxLab Sandbox { get; }

    public CometRunwayFunctions Functions => _services.GetRequiredService<CometRunwayFunctions>();

    public CometRunwayPlugin Plugin => _services.GetRequiredService<CometRunwayPlugin>();

    /// <summary>A kernel of these services, as an app builds it.</summary>
    public Microsoft.SemanticKernel.Kernel Kernel() => new(_services);

    public CometRunwayClient Client => _services.GetRequiredService<CometRunwayClient>();

    public InFlightCreates Posts => _services.GetRequiredService<InFlightCreates>();

    public ITaskStore Store => _services.GetRequiredService<ITaskStore>();

    public async Task<TaskScope> ScopeAsync() => await _services.GetRequiredService<AccountKeys>().GetScopeAsync(
        await _services.GetRequiredService<CallerResolver>().GetAsync(TestContext.Current.CancellationToken),
        TestContext.Current.CancellationToken);

    public static async Task<ToolLab> StartAsync(double speed = 0, Action<CometRunwayOptions>? configure = null, Func<HttpMessageHandler>? handler = null, Action<IServiceCollection>? change = null, bool refuseDataUris = false)
    {
        var sandbox = await SandboxLab.StartAsync(speed, refuseDataUris: refuseDataUris, cancellationToken: TestContext.Current.CancellationToken);
        var services = sandbox.Services(configure);
        if (handler is not null)
            services.ReplaceGatewaySockets(handler);
        services.AddCometRunwayPlugin();
        change?.Invoke(services);
        return new(sandbox, services.BuildServiceProvider());
    }

    /// <summary>Calls a function as a model does: JSON in, an answer out.</summary>
    public async Task<ToolReply> CallAsync(string function, string arguments, IProgress<SemanticKernel.Functions.WaitProgress>? progress = null, CancellationToken? cancellationToken = null)
    {
        var given = new AIFunctionArguments { Context = new Dictionary<object, object?> { [typeof(IProgress<SemanticKernel.Functions.WaitProgress>)] = progress } };
        foreach (var argument in JsonElement.Parse(arguments).EnumerateObject())
            given[argument.Name] = argument.Value;
        var call = Functions.StrictFunctions.Single(f => f.Name == function).InvokeAsync(given, cancellationToken ?? TestContext.Current.CancellationToken).AsTask();
        return Clean((ToolReply)(await call.WithTestTimeout(TestContext.Current.CancellationToken))!);
    }

    public async Task<T> CallAsync<T>(string function, string arguments)
        where T : ToolReply
    {
        var reply = await CallAsync(function, arguments);
        Assert.True(reply is T, $"Expected {typeof(T).Name}, got {reply}");
        return (T)reply;
    }

    public Task<CreateReply> CreateAsync(string extra = "") => CallAsync<CreateReply>("create_video_from_image", Create(extra));

    public Task<ErrorReply> CreateErrorAsync(string extra = "") => CallAsync<ErrorReply>("create_video_from_image", Create(extra));

    public static string Create(string extra = "") =>
        $$"""{"image":"{{TestHome.ImageName}}","model":"gen4_turbo","prompt":"a slow pan"{{(extra.Length > 0 ? "," : "")}}{{extra}}}""";

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Sandbox.DisposeAsync();
    }

    private static ToolReply Clean(ToolReply reply)
    {
        var json = reply.ToJson();
        Assert.DoesNotContain(SandboxLab.Key, json, StringComparison.Ordinal);
        // How the bytes of a PNG begin in base64.
        Assert.DoesNotContain("iVBOR", json, StringComparison.Ordinal);
        return reply;
    }
}
