using System.Diagnostics;
using System.Diagnostics.Metrics;
using CometRunway.Catalog;
using CometRunway.Diagnostics;
using CometRunway.Errors;
using CometRunway.Store;

namespace CometRunway.Tasks;

/// <summary>Traces and measures creates, waits, polls, downloads and changes of state.</summary>
internal sealed class TaskTelemetry(CometRunwayTelemetry telemetry)
{
    private readonly Counter<long> _creates =
        telemetry.Meter.CreateCounter<long>("cometrunway.creates", "{request}", "Create requests that passed validation, by outcome.");

    private readonly Counter<long> _tasks =
        telemetry.Meter.CreateCounter<long>("cometrunway.tasks", "{task}", "Task state changes made by this process.");

    private readonly Counter<long> _seconds =
        telemetry.Meter.CreateCounter<long>("cometrunway.video.duration", "s", "Requested seconds of video in tasks that the service accepted.");

    private readonly Counter<long> _polls = telemetry.Meter.CreateCounter<long>("cometrunway.polls", "{poll}", "Status polls.");
    private readonly Histogram<double> _waits = telemetry.Meter.CreateHistogram<double>("cometrunway.wait.duration", "s", "Duration of waits for a task.");

    private readonly Histogram<double> _downloads =
        telemetry.Meter.CreateHistogram<double>("cometrunway.download.duration", "s", "Duration of downloads of finished videos.");

    private readonly Counter<long> _bytes =
        telemetry.Meter.CreateCounter<long>("cometrunway.download.size", "By", "Downloaded bytes of finished videos.");

    public MeasuredSpan Create(VideoTask task, Uri address)
    {
        var span = telemetry.Start($"create_video {Model(task.Settings.Model)}", ActivityKind.Client, null);
        Identify(span, task);
        span.Tag(TelemetryTags.GenAiOperation, "create_video");
        span.Tag(TelemetryTags.GenAiProvider, "cometapi");
        span.Tag(TelemetryTags.ServerAddress, address.IdnHost);
        span.Tag(TelemetryTags.ServerPort, address.Port);
        span.Tag(TelemetryTags.VideoSeconds, task.Settings.Duration);
        span.Tag(TelemetryTags.VideoRatio, task.Settings.Ratio);
        return span;
    }

    public MeasuredSpan Wait(VideoTask task)
    {
        var span = telemetry.Start("wait_for_video", ActivityKind.Internal, _waits);
        Identify(span, task);
        return span;
    }

    public MeasuredSpan Download(VideoTask task, Uri link)
    {
        var span = telemetry.Start("download_video", ActivityKind.Client, _downloads);
        Identify(span, task);
        span.Note(TelemetryTags.ServerAddress, link.IdnHost);
        return span;
    }

    public void Saved(long bytes) => Listeners.Invoke(() => _bytes.Add(bytes));

    public void CreateEnded(CreateResult result, string? model) =>
        Listeners.Invoke(() => _creates.Add(1, new(TelemetryTags.CreateOutcome, SpanOutcomes.Name(result)), new(TelemetryTags.GenAiModel, Model(model))));

    public void Polled(CometRunwayException? error)
    {
        Listeners.Invoke(() =>
        {
            if (error is null)
                _polls.Add(1);
            else
                _polls.Add(1, new KeyValuePair<string, object?>(TelemetryTags.ErrorType, ErrorTypes.Of(error)));
        });
    }

    public void StateReached(VideoTask task)
    {
        var model = new KeyValuePair<string, object?>(TelemetryTags.GenAiModel, Model(task.Settings.Model));
        Listeners.Invoke(() => _tasks.Add(1, new(TelemetryTags.TaskState, SpanOutcomes.Name(task.State)), model));
        if (task is { State: VideoTaskState.Accepted, Settings.Duration: { } seconds })
            Listeners.Invoke(() => _seconds.Add(seconds, model));
    }

    private static void Identify(MeasuredSpan span, VideoTask task)
    {
        span.Note(TelemetryTags.TaskHandle, task.Handle);
        span.Note(TelemetryTags.TaskId, task.TaskId);
        span.Tag(TelemetryTags.GenAiModel, Model(task.Settings.Model));
    }

    /// <summary>A model name is untrusted text: only names in the catalogue become tags.</summary>
    private static string Model(string? model) => ModelCatalog.Default.Find(model)?.Id ?? TelemetryTags.Other;
}
