using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CometRunway.Diagnostics;

/// <summary>
/// The traces and metrics of the library. Enable them with <c>AddSource(CometRunwayTelemetry.SourceName)</c> and
/// <c>AddMeter(CometRunwayTelemetry.MeterName)</c>. The library has no exporter and sends no telemetry. No tag contains a prompt, an image, a path, a
/// link or a key. <c>docs/telemetry.md</c> lists all names.
/// </summary>
public sealed class CometRunwayTelemetry : IDisposable
{
    /// <summary>The name of the <see cref="ActivitySource"/>.</summary>
    public const string SourceName = "CometRunway";

    /// <summary>The name of the <see cref="Meter"/>.</summary>
    public const string MeterName = "CometRunway";

    private readonly ActivitySource _source = new(SourceName);
    private readonly TimeProvider _time;

    /// <summary>Creates the telemetry. <c>AddCometRunway()</c> registers it.</summary>
    public CometRunwayTelemetry(IMeterFactory meters, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(meters);
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        // The factory owns and disposes the meter.
        Meter = meters.Create(MeterName);
    }

    /// <summary>The source of the spans. Tests use it to distinguish the spans of different containers.</summary>
    internal ActivitySource Source => _source;

    /// <summary>The meter that creates the instruments.</summary>
    internal Meter Meter { get; }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    /// <summary>Measures a call without creating a span.</summary>
    internal MeasuredSpan Measure(Histogram<double> duration) => new(null, duration, _time);

    /// <summary>
    /// Starts a span as a child of the current activity. If the current activity was sampled out, the span starts a new trace that is linked
    /// to it, so that paid operations are always recorded.
    /// </summary>
    internal MeasuredSpan Start(string name, ActivityKind kind, Histogram<double>? duration)
    {
        if (!_source.HasListeners() || Activity.Current is not { Recorded: false } dropped)
            return new MeasuredSpan(TryStart(() => _source.StartActivity(name, kind)), duration, _time);
        // With a default parent context StartActivity uses the current activity, so a root span needs Activity.Current to be null.
        Activity.Current = null;
        ActivityLink[] links = dropped.IdFormat == ActivityIdFormat.W3C ? [new(dropped.Context)] : [];
        var span = TryStart(() => _source.StartActivity(name, kind, parentContext: default, links: links));
        if (span is null)
            Activity.Current = dropped;
        return new MeasuredSpan(span, duration, _time, outer: dropped);
    }

    private static Activity? TryStart(Func<Activity?> start)
    {
        Activity? started = null;
        Listeners.Invoke(() => started = start());
        return started;
    }
}
