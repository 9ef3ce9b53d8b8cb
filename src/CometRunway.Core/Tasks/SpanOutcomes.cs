using CometRunway.Diagnostics;
using CometRunway.Store;
using CometRunway.Videos.Downloads;

namespace CometRunway.Tasks;

/// <summary>Ends spans with the outcomes of creates, waits and downloads.</summary>
internal static class SpanOutcomes
{
    public static void End(this MeasuredSpan span, CreateResult result)
    {
        var task = result switch
        {
            CreateResult.Created c => c.Task,
            CreateResult.Rejected r => r.Task,
            CreateResult.OutcomeUnknown u => u.Task,
            _ => null,
        };
        span.Note(TelemetryTags.TaskId, task?.TaskId);
        span.Tag(TelemetryTags.CreateOutcome, Name(result));
        if (result is CreateResult.Rejected { Error: var refusal })
            span.Fail(ErrorTypes.Of(refusal));
        else if (result is CreateResult.OutcomeUnknown { Error: var doubt })
            span.Fail(doubt is null ? "internal_error" : ErrorTypes.Of(doubt));
        else
            span.Done();
    }

    public static void End(this MeasuredSpan span, VideoTask task)
    {
        span.Tag(TelemetryTags.TaskState, Name(task.State));
        span.Done();
    }

    public static void End(this MeasuredSpan span, DownloadedVideo video)
    {
        span.Note(TelemetryTags.DownloadSize, video.Length);
        span.Done();
    }

    public static string Name(VideoTaskState state) => state.Name();

    public static string Name(CreateResult result) => result switch
    {
        CreateResult.Created => "created",
        CreateResult.Pending => "under_way",
        CreateResult.Rejected => "rejected",
        CreateResult.OutcomeUnknown => "unknown",
        CreateResult.NotSent => "not_sent",
        CreateResult.Repeated => "repeated",
        CreateResult.RequestIdConflict => "request_id_conflict",
        CreateResult.Duplicate => "duplicate",
        CreateResult.BlockedByUnknown => "blocked_by_unknown",
        CreateResult.OverBudget => "over_budget",
        _ => TelemetryTags.Other,
    };
}
