using System.Diagnostics;
using System.Diagnostics.Metrics;
using CometRunway.Errors;
using CometRunway.Http;
using CometRunway.ImageToVideo;
using CometRunway.Ledger;
using CometRunway.VideoTasks;

namespace CometRunway.Diagnostics;

/// <summary>
/// Traces and metrics for whoever listens: <c>AddSource(CometRunwayTelemetry.SourceName)</c>, <c>AddMeter(CometRunwayTelemetry.MeterName)</c>.
/// This library has no exporter and sends nothing by itself. No tag holds a prompt, a picture, a path, a link or a key.
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
    private readonly Histogram<double> _requests;
    private readonly Counter<long> _creates;
    private readonly Counter<long> _tasks;
    private readonly Counter<long> _seconds;
    private readonly Counter<long> _polls;
    private readonly Histogram<double> _waits;
    private readonly Histogram<double> _downloads;
    private readonly Counter<long> _bytes;

    /// <summary>Made by <c>AddCometRunway()</c>.</summary>
    public CometRunwayTelemetry(IMeterFactory meters, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(meters);
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        // The factory owns the meter and disposes of it.
        var meter = meters.Create(MeterName);
        _requests = meter.CreateHistogram<double>("cometrunway.client.request.duration", "s", "Duration of requests to the service, repeats included.");
        _creates = meter.CreateCounter<long>("cometrunway.creates", "{request}", "Wishes for a video that passed the rules, by what became of them.");
        _tasks = meter.CreateCounter<long>("cometrunway.tasks", "{task}", "Tasks that reached a state by this process's doing.");
        _seconds = meter.CreateCounter<long>("cometrunway.video.duration", "s", "Seconds of video that the service took orders for.");
        _polls = meter.CreateCounter<long>("cometrunway.polls", "{poll}", "Looks of the courier at a running task.");
        _waits = meter.CreateHistogram<double>("cometrunway.wait.duration", "s", "Duration of waits for a task.");
        _downloads = meter.CreateHistogram<double>("cometrunway.download.duration", "s", "Duration of saving a finished video.");
        _bytes = meter.CreateCounter<long>("cometrunway.download.size", "By", "Bytes of finished videos that were saved.");
    }

    /// <summary>Where the spans come from, to tell those of one container from another's.</summary>
    internal ActivitySource Source => _source;

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    internal async Task<T> MeasureAsync<T>(Operation operation, Uri address, Func<Task<T>> call)
    {
        using var measured = new MeasuredSpan(null, _requests, _time);
        measured.Tag(TelemetryTags.Operation, Word(operation));
        measured.Tag(TelemetryTags.ServerAddress, address.IdnHost);
        measured.Tag(TelemetryTags.ServerPort, address.Port);
        try
        {
            var answer = await call().ConfigureAwait(false);
            measured.Done();
            return answer;
        }
        catch (Exception error)
        {
            measured.Fail(ErrorTypes.Of(error));
            throw;
        }
    }

    internal MeasuredSpan Create(TaskEntry entry, Uri address)
    {
        var span = Start($"create_video {Model(entry.Model)}", ActivityKind.Client, null);
        Identify(span, entry);
        span.Tag(TelemetryTags.GenAiOperation, "create_video");
        span.Tag(TelemetryTags.GenAiProvider, "cometapi");
        span.Tag(TelemetryTags.ServerAddress, address.IdnHost);
        span.Tag(TelemetryTags.ServerPort, address.Port);
        span.Tag(TelemetryTags.VideoSeconds, entry.Duration);
        span.Tag(TelemetryTags.VideoRatio, entry.Ratio);
        return span;
    }

    internal MeasuredSpan Wait(TaskEntry entry)
    {
        var span = Start("wait_for_video", ActivityKind.Internal, _waits);
        Identify(span, entry);
        return span;
    }

    internal MeasuredSpan Download(TaskEntry entry, Uri link)
    {
        var span = Start("download_video", ActivityKind.Client, _downloads);
        Identify(span, entry);
        span.Note(TelemetryTags.ServerAddress, link.IdnHost);
        return span;
    }

    internal void Saved(long bytes) => Listeners.Tell(() => _bytes.Add(bytes));

    internal void Asked(CreateResult result, string model) =>
        Listeners.Tell(() => _creates.Add(1, new(TelemetryTags.CreateOutcome, SpanOutcomes.Word(result)), new(TelemetryTags.GenAiModel, Model(model))));

    internal void Polled(CometRunwayException? error)
    {
        Listeners.Tell(() =>
        {
            if (error is null)
                _polls.Add(1);
            else
                _polls.Add(1, new KeyValuePair<string, object?>(TelemetryTags.ErrorType, ErrorTypes.Of(error)));
        });
    }

    internal void Reached(TaskEntry entry)
    {
        var model = new KeyValuePair<string, object?>(TelemetryTags.GenAiModel, Model(entry.Model));
        Listeners.Tell(() => _tasks.Add(1, new(TelemetryTags.TaskState, SpanOutcomes.Word(entry.State)), model));
        if (entry is { State: LedgerState.Accepted, Duration: { } seconds })
            Listeners.Tell(() => _seconds.Add(seconds, model));
    }

    /// <summary>
    /// A child of what the caller is doing, where that is recorded. A request that was sampled out would take what is paid for with it: then
    /// the span begins a trace of its own, linked to the request.
    /// </summary>
    private MeasuredSpan Start(string name, ActivityKind kind, Histogram<double>? duration)
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

    private static void Identify(MeasuredSpan span, TaskEntry entry)
    {
        span.Note(TelemetryTags.TaskHandle, entry.Handle);
        span.Note(TelemetryTags.TaskId, entry.TaskId);
        span.Tag(TelemetryTags.GenAiModel, Model(entry.Model));
    }

    /// <summary>A model's name is free text from outside: only what the catalogue knows becomes a tag.</summary>
    private static string Model(string model) => VideoModelCatalog.Default.Find(model)?.Id ?? TelemetryTags.Other;

    private static string Word(Operation operation) => operation switch
    {
        Operation.Create => "create",
        Operation.Read => "read",
        Operation.Cancel => "cancel",
        _ => "list_models",
    };
}
