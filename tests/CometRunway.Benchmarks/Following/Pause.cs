namespace CometRunway.Benchmarks.Following;

/// <summary>Time that passes as a part of the measurement: the latency of the service, and the interval of the plain loop.</summary>
internal static class Pause
{
    public static async Task ForAsync(TimeSpan time)
    {
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = TimeProvider.System.CreateTimer(static state => ((TaskCompletionSource)state!).SetResult(), over, time, Timeout.InfiniteTimeSpan);
        await over.Task;
    }
}
