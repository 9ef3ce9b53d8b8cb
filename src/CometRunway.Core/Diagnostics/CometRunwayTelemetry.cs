using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CometRunway.Diagnostics;

/// <summary>
/// Traces and metrics for whoever listens: <c>AddSource(CometRunwayTelemetry.SourceName)</c>, <c>AddMeter(CometRunwayTelemetry.MeterName)</c>.
/// This library has no exporter and sends nothing by itself. No tag holds a prompt, an image, a path, a link or a key.
/// <c>docs/telemetry.md</c> lists every name.
/// </summary>
public sealed class CometRunwayTelemetry : IDisposable
{
    /// <summary>The name of the <see cref="ActivitySource"/>.</summary>
    public const string SourceName = "CometRunway";

    /// <summary>The name of the <see cref="Meter"/>.</summary>
    public const string MeterName = "CometRunway";

    private readonly ActivitySource _source = new(SourceName);
    private readonly TimeProvider _time;

    /// <summary>Made by <c>AddCometRunway()</c>.</summary>
    public CometRunwayTelemetry(IMeterFactory meters, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(meters);
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        // The factory owns the meter and disposes of it.
        Meter = meters.Create(MeterName);
    }

    /// <summary>Where the spans come from, to tell those of one container from another's.</summary>
    internal ActivitySource Source => _source;

    /// <summary>Where the instruments of the features come from.</summary>
    internal Meter Meter { get; }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    /// <summary>Measures a call without a span of its own.</summary>
    internal MeasuredSpan Measure(Histogram<double> duration) => new(null, duration, _time);

    /// <summary>
    /// A child of what the caller is doing, where that is recorded. A request that was sampled out would take what is paid for with it: then
    /// the span begins a trace of its own, linked to the request.
    /// </summary>
    internal MeasuredSpan Start(string name, ActivityKind kind, Histogram<double>? duration)
    {
        if (!_source.HasListeners() || Activity.Current is not { Recorded: false } dropped)
            return new MeasuredSpan(Started(() => _source.StartActivity(name, kind)), duration, _time);
        // An empty parent does not make a root: the current activity would be taken in its place.
        Activity.Current = null;
        ActivityLink[] links = dropped.IdFormat == ActivityIdFormat.W3C ? [new(dropped.Context)] : [];
        var span = Started(() => _source.StartActivity(name, kind, parentContext: default, links: links));
        if (span is null)
            Activity.Current = dropped;
        return new MeasuredSpan(span, duration, _time, outer: dropped);
    }

    private static Activity? Started(Func<Activity?> start)
    {
        Activity? started = null;
        Listeners.Tell(() => started = start());
        return started;
    }
}
