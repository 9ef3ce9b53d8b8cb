using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.TestKit.Files;
using CometRunway.TestKit.Gateways;
using CometRunway.TestKit.Media;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CometRunway.Core.Tests.Delivery;

/// <summary>The whole library on a gateway of plain sockets.</summary>
internal sealed class DeliveryLab : IAsyncDisposable
{
    public const string Key = "sk-delivery-51c0ffee9d27";

    private readonly ServiceProvider _services;

    /// <param name="serve">The response to a request for a file.</param>
    /// <param name="prefix">The path under which the gateway's routes are.</param>
    /// <param name="register">Registers what the app replaces.</param>
    /// <param name="configure">Sets options.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public DeliveryLab(Func<RawRequest, RawResponse> serve, string prefix = "", Action<IServiceCollection>? register = null, Action<CometRunwayOptions>? configure = null, TimeProvider? time = null)
    {
        Gateway = new(serve) { Prefix = prefix };
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders());
        services.AddCometRunway(options =>
        {
            options.BaseAddress = Gateway.Address;
            options.ApiKey = new ApiKey(Key);
            options.PollInterval = TimeSpan.FromMilliseconds(20);
            options.HomeDirectory = Home.State;
            options.OutputDirectory = Home.Videos;
            options.AllowedDirectories = [Home.Album];
            options.ProbeRemoteImages = false;
            configure?.Invoke(options);
        });
        if (time is not null)
            services.AddSingleton(time);
        register?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    /// <summary>The video of every task.</summary>
    public static byte[] Video { get; } = new TinyMp4 { MediaBytes = 200_000 }.Build();

    public DeliveryGateway Gateway { get; }

    public TestHome Home { get; } = new();

    public ICometRunwayClient Client => _services.GetRequiredService<ICometRunwayClient>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Creates a task, waits until its video is saved, and compares each byte.</summary>
    public async Task<VideoTask> SaveAsync()
    {
        var task = await UntilAsync(seen => seen.FileProblem is not null || seen is { State: VideoTaskState.Succeeded, HasFilesMissing: false });
        Assert.Null(task.FileProblem);
        Assert.Equal(Video, await File.ReadAllBytesAsync(Assert.Single(task.Files).Path, Token));
        return task;
    }

    /// <summary>Creates a task and waits until the attempt to save its video has failed.</summary>
    public Task<VideoTask> FailAsync() => UntilAsync(task => task.FileProblem is not null);

    /// <summary>Creates a task and waits until it is as the test expects.</summary>
    public async Task<VideoTask> UntilAsync(Func<VideoTask, bool> isExpected)
    {
        var store = _services.GetRequiredService<ITaskStore>();
        var task = (await Client.CreateAsync(Request(), cancellationToken: Token).WithTestTimeout(Token)).Task;
        _services.GetRequiredService<Tasks.Polling.IVideoTaskPoller>().Start();
        while (!isExpected(task))
            task = (await store.WaitForChangeAsync(task.Handle, task.Revision, Token).WithTestTimeout(Token))!;
        return task;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Gateway.DisposeAsync();
        Home.Dispose();
    }

    private static VideoRequest Request() => new() { Image = TestHome.ImageName, Prompt = "a slow pan", Model = "gen4_turbo" };
}
