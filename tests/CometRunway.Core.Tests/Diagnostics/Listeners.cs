using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using CometRunway.Diagnostics;

namespace CometRunway.Core.Tests.Diagnostics;

/// <summary>Hears the spans and measurements of one set of services; other tests that run meanwhile are not heard.</summary>
internal sealed class Listeners : IDisposable
{
    private readonly ActivityListener _spans;
    private readonly MeterListener _meters = new();
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ConcurrentQueue<Measurement> _measured = new();
    private readonly ConcurrentDictionary<string, Instrument> _instruments = new(StringComparer.Ordinal);

    /// <param name="factory">The services' own, by which their meter is told from others'.</param>
    /// <param name="telemetry">Whose spans to hear.</param>
    /// <param name="sample">Which spans are recorded; all, where nothing is given.</param>
    public Listeners(IMeterFactory factory, CometRunwayTelemetry telemetry, SampleActivity<ActivityContext>? sample = null)
    {
        _spans = new ActivityListener
        {
            ShouldListenTo = source => ReferenceEquals(source, telemetry.Source),
            Sample = sample ?? (static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded),
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_spans);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != CometRunwayTelemetry.MeterName || !ReferenceEquals(instrument.Meter.Scope, factory))
                return;
            _instruments[instrument.Name] = instrument;
            listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meters.Start();
    }

    public IReadOnlyList<Activity> Spans => [.. _ended];

    public IReadOnlyList<Measurement> Measured => [.. _measured];

    public IReadOnlyCollection<Instrument> Instruments => [.. _instruments.Values];

    public double Sum(string name, string? tag = null, string? value = null) =>
        Measured.Where(m => m.Name == name && (tag is null || Equals(m.Tags.GetValueOrDefault(tag), value))).Sum(m => m.Value);

    /// <summary>Every word of every tag and name that was heard.</summary>
    public IEnumerable<string> AllText() =>
        Spans.SelectMany(s => s.TagObjects.Select(t => $"{t.Key} {t.Value}").Append(s.DisplayName).Append(s.StatusDescription ?? ""))
            .Concat(Measured.SelectMany(m => m.Tags.Select(t => $"{t.Key} {t.Value}")));

    public Activity Span(string name) => Assert.Single(Spans, s => s.DisplayName == name);

    public void Dispose()
    {
        _spans.Dispose();
        _meters.Dispose();
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measured.Enqueue(new(instrument.Name, value, tags.ToArray().ToDictionary()));

    internal sealed record Measurement(string Name, double Value, IReadOnlyDictionary<string, object?> Tags);
}
