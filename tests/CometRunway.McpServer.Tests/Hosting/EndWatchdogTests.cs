using CometRunway.McpServer.Hosting;
using CometRunway.Tasks;
using CometRunway.TestKit.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace CometRunway.McpServer.Tests.Hosting;

public sealed class EndWatchdogTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().AddCometRunway().Services.BuildServiceProvider();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private InFlightCreates Posts => _services.GetRequiredService<InFlightCreates>();

    public void Dispose()
    {
        _stopping.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task Watch_ShutdownHangs_EndsProcess()
    {
        using var watchdog = Watchdog(TimeSpan.FromMinutes(10));

        await _stopping.CancelAsync();

        await _ended.Task.WithTestTimeout(Token);
    }

    [Fact]
    public async Task Watch_CreateInFlight_WaitsForItFirst()
    {
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Posts.Run(Posts.TryEnter()!, () => answer.Task);
        using var watchdog = Watchdog(TimeSpan.FromMinutes(10));

        await _stopping.CancelAsync();
        await EndedWithNothingToWaitForAsync();
        Assert.False(_ended.Task.IsCompleted);
        answer.SetResult(1);

        await _ended.Task.WithTestTimeout(Token);
    }

    [Fact]
    public async Task Watch_CreateFails_EndsProcess()
    {
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Posts.Run(Posts.TryEnter()!, () => answer.Task);
        using var watchdog = Watchdog(TimeSpan.FromMinutes(10));

        await _stopping.CancelAsync();
        answer.SetException(new IOException("gone"));

        await _ended.Task.WithTestTimeout(Token);
    }

    [Fact]
    public async Task Watch_CreateNeverEnds_WaitsUpToCreateTimeout()
    {
        _ = Posts.Run(Posts.TryEnter()!, () => new TaskCompletionSource<int>().Task);
        using var watchdog = Watchdog(TimeSpan.FromMilliseconds(50));

        await _stopping.CancelAsync();

        await _ended.Task.WithTestTimeout(Token);
    }

    [Fact]
    public async Task Watch_ShutdownInTime_DoesNothing()
    {
        var watchdog = Watchdog(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10));

        await _stopping.CancelAsync();
        watchdog.Dispose();
        await EndedWithNothingToWaitForAsync();

        Assert.False(_ended.Task.IsCompleted);
    }

    private EndWatchdog Watchdog(TimeSpan longestPost, TimeSpan? grace = null)
    {
        var watchdog = new EndWatchdog(Posts, longestPost, grace ?? Short, _ended.SetResult);
        watchdog.Watch(_stopping.Token);
        return watchdog;
    }

    /// <summary>Waits until a second watchdog without a create request has ended its process. By then, a watchdog that does not wait would have done so too.</summary>
    private static async Task EndedWithNothingToWaitForAsync()
    {
        using var stopping = new CancellationTokenSource();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var services = new ServiceCollection().AddLogging().AddCometRunway().Services.BuildServiceProvider();
        using var watchdog = new EndWatchdog(services.GetRequiredService<InFlightCreates>(), TimeSpan.FromMinutes(10), Short, ended.SetResult);
        watchdog.Watch(stopping.Token);
        await stopping.CancelAsync();
        await ended.Task.WithTestTimeout(Token);
    }
}
