using System.Collections.Concurrent;

namespace CometRunway.TestKit.Waiting;

/// <summary>The system clock, except that timers of one length fire only on <see cref="Fire"/>.</summary>
public sealed class ManualTimerProvider(TimeSpan length) : TimeProvider
{
    private readonly TaskCompletionSource _armed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _armedAgain = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _times;
    private readonly ConcurrentQueue<Action> _callbacks = new();

    /// <summary>Completes when the first timer of that length is created.</summary>
    public Task Armed => _armed.Task;

    /// <summary>Completes when the second timer of that length is created.</summary>
    public Task ArmedAgain => _armedAgain.Task;

    /// <summary>Fires all timers of that length, but none that is created while they fire.</summary>
    public void Fire()
    {
        for (var waiting = _callbacks.Count; waiting > 0 && _callbacks.TryDequeue(out var callback); waiting--)
            callback();
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != length)
            return base.CreateTimer(callback, state, dueTime, period);
        _callbacks.Enqueue(() => callback(state));
        (Interlocked.Increment(ref _times) == 1 ? _armed : _armedAgain).TrySetResult();
        return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
