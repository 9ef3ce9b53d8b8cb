using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CometRunway.Diagnostics;

/// <summary>
/// Measures an operation: as a span if tracing is enabled, and as a duration if metrics are enabled. If neither is enabled, the overhead is minimal.
/// </summary>
/// <param name="activity">The span; null if tracing is disabled.</param>
/// <param name="duration">The histogram that records the duration.</param>
/// <param name="time">The clock.</param>
/// <param name="outer">The activity to restore as current if the span belongs to another trace.</param>
internal sealed class MeasuredSpan(Activity? activity, Histogram<double>? duration, TimeProvider time, Activity? outer = null) : IDisposable
{
    private readonly long _started = time.GetTimestamp();
    private TagList _tags;
    private bool _isCompleted;

    /// <summary>
    /// Sets a tag of the span only. Use it for values of high cardinality, because a metric would have a time series for each value.
    /// </summary>
    public void Note(string name, object? value) => activity?.SetTag(name, value);

    /// <summary>Sets a tag of the span and of the measurement.</summary>
    public void Tag(string name, object? value)
    {
        if (value is null)
            return;
        activity?.SetTag(name, value);
        if (duration is not null)
            _tags.Add(name, value);
    }

    /// <summary>Marks the operation as completed. Without this or <see cref="Fail"/> it counts as cancelled.</summary>
    public void Done() => _isCompleted = true;

    /// <summary>Marks the operation as failed.</summary>
    public void Fail(string errorType)
    {
        _isCompleted = true;
        Tag(TelemetryTags.ErrorType, errorType);
        activity?.SetStatus(ActivityStatusCode.Error);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isCompleted)
            Tag(TelemetryTags.ErrorType, ErrorTypes.Cancelled);
        Listeners.Invoke(() => duration?.Record(time.GetElapsedTime(_started).TotalSeconds, _tags));
        if (activity is null)
            return;
        Listeners.Invoke(activity.Dispose);
        // The outer activity is not restored if the caller has already stopped it.
        if (outer is { IsStopped: false })
            Activity.Current = outer;
    }
}
