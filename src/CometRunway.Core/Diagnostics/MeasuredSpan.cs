using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CometRunway.Diagnostics;

/// <summary>Something that takes time: a span where somebody traces, a measurement where somebody counts, nearly nothing where nobody listens.</summary>
/// <param name="activity">The span.</param>
/// <param name="duration">Where its duration goes.</param>
/// <param name="time">The clock.</param>
/// <param name="outer">The activity that a span of another trace stands in for, until it ends.</param>
internal sealed class MeasuredSpan(Activity? activity, Histogram<double>? duration, TimeProvider time, Activity? outer = null) : IDisposable
{
    private readonly long _started = time.GetTimestamp();
    private TagList _tags;
    private bool _ended;

    /// <summary>For the span alone: what is different each time would make a metric of its own each time.</summary>
    public void Note(string name, object? value) => activity?.SetTag(name, value);

    /// <summary>For span and measurement.</summary>
    public void Tag(string name, object? value)
    {
        if (value is null)
            return;
        activity?.SetTag(name, value);
        if (duration is not null)
            _tags.Add(name, value);
    }

    /// <summary>It came to an end of its own, good or bad.</summary>
    public void Done() => _ended = true;

    /// <summary>It failed.</summary>
    public void Fail(string errorType)
    {
        _ended = true;
        Tag(TelemetryTags.ErrorType, errorType);
        activity?.SetStatus(ActivityStatusCode.Error);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_ended)
            Tag(TelemetryTags.ErrorType, ErrorTypes.Cancelled);
        Listeners.Tell(() => duration?.Record(time.GetElapsedTime(_started).TotalSeconds, _tags));
        if (activity is null)
            return;
        Listeners.Tell(activity.Dispose);
        // The caller may have gone on without waiting for this.
        if (outer is { IsStopped: false })
            Activity.Current = outer;
    }
}
