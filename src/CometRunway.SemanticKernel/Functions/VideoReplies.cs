using System.Globalization;
using CometRunway.Diagnostics;
using CometRunway.Mp4;
using CometRunway.SemanticKernel.Guard;
using CometRunway.SemanticKernel.Replies;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.Videos;
using CometRunway.Videos.ContactSheets;
using CometRunway.Videos.Downloads;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>Creates the replies about a task.</summary>
internal static class VideoReplies
{
    private static readonly string LinkExpired = ErrorTypes.Snake(nameof(DownloadFailure.LinkExpired));

    /// <param name="task">The task.</param>
    /// <param name="typical">The typical duration of similar tasks.</param>
    /// <param name="now">The current time.</param>
    /// <param name="look">The result of the request for frames, or null if none were requested.</param>
    /// <param name="frames">The number of frames in the suggested next call if the task is not finished.</param>
    public static VideoReply Of(VideoTask task, TimeSpan? typical, DateTimeOffset now, ContactSheetResult? look = null, int frames = 0) => task.State switch
    {
        VideoTaskState.Succeeded when IsReady(task) => Ready(task, now, look),
        VideoTaskState.Succeeded when task.FileProblem is not null => NotSaved(task, now, frames),
        VideoTaskState.Failed => throw new ToolErrorException(Failures.Failed(task)),
        VideoTaskState.Rejected => throw new ToolErrorException(Failures.WasRejected(task)),
        VideoTaskState.Unknown => throw new ToolErrorException(CreateReplies.Unknown(task)),
        VideoTaskState.Cancelled => throw new ToolErrorException(Failures.WasCancelled(task)),
        VideoTaskState.NotFound => throw new ToolErrorException(Failures.WasLost(task)),
        _ => Unfinished(task, typical, now, frames),
    };

    /// <summary>Adds to the reply that the file was missing and was downloaded again.</summary>
    public static VideoReply FetchedAgain(VideoReply reply) =>
        reply with { Message = $"The file saved before was gone (moved or deleted) and was fetched again. {reply.Message}" };

    /// <summary>Adds to the reply that the program stops, so that the wait was short.</summary>
    public static VideoReply EndedEarly(VideoReply reply) =>
        reply with { Message = $"The wait ended early, because this program is stopping. The task goes on at the service and is followed again when the program runs next. {reply.Message}" };

    /// <summary>Returns true if all files are saved.</summary>
    public static bool IsReady(VideoTask task) => task is { State: VideoTaskState.Succeeded, Files.Count: > 0, HasFilesMissing: false };

    private static VideoReply Unfinished(VideoTask task, TimeSpan? typical, DateTimeOffset now, int frames) => new()
    {
        Message = task.IsUnreadable
            ? $"Not known: {task.Handle} was created with another API key, and the service does not let the key in use read it. It may be finished and was probably charged. It is read again by itself, at first after seconds, later once an hour; the earlier key may still read it. Tell the user. Do not create it again."
            : IsUnread(task)
            ? $"Not known: {task.Handle} {TaskStateText.ForPeople(task)} as last read, and its state cannot be read now: {Sentence(task.ErrorMessage)} It is read again by itself, and the task goes on at the service. Tell the user, and call get_video later. Do not create it again."
            : $"Not finished: {task.Handle} {TaskStateText.ForPeople(task)}. {Estimate(task, typical, now)}Call get_video again, or come back later: the file is saved by itself. Do not create it again.",
        Finished = false,
        State = TaskStateText.Of(task),
        Handle = task.Handle,
        TaskId = task.TaskId,
        RequestId = task.RequestId,
        OtherKey = task.HasOtherKey ? true : null,
        Reason = task.ErrorCode,
        Progress = task.Progress,
        ElapsedSeconds = Elapsed(task, now),
        Warnings = Warnings(task),
        // Another wait helps nobody: only the earlier key can read the task for certain.
        NextAction = task.IsUnreadable ? null : NextActions.Get(task.Handle, frames),
    };

    private static VideoReply Ready(VideoTask task, DateTimeOffset now, ContactSheetResult? look)
    {
        var facts = task.Files.Select(f => VideoFacts.Parse(f.Facts)).ToArray();
        var differences = facts.Where(f => f is not null).SelectMany(f => Mp4Comparison.Differences(f!, task.Settings.Ratio, task.Settings.Duration)).Distinct().ToArray();
        return new VideoReply
        {
            Message = $"Finished: the video is saved at {task.Files[0].Path}. {Differing(differences)}{Seen(look)}",
            Finished = true,
            State = TaskStateText.Of(task),
            Handle = task.Handle,
            TaskId = task.TaskId,
            RequestId = task.RequestId,
            OtherKey = task.HasOtherKey ? true : null,
            ElapsedSeconds = Elapsed(task, now),
            Files = [.. task.Files.Zip(facts, File)],
            Differences = differences.Length > 0 ? differences : null,
            Warnings = Warnings(task),
            Sheet = look?.Sheet,
        };
    }

    private static VideoReply NotSaved(VideoTask task, DateTimeOffset now, int frames) => new()
    {
        Message = $"The video is made and paid, but not saved yet: {task.FileProblem} {SaveAttempts.Next(task, now)} {Link(task)}Call get_video later. Do not create it again.",
        Finished = false,
        State = TaskStateText.Of(task),
        Handle = task.Handle,
        TaskId = task.TaskId,
        RequestId = task.RequestId,
        OtherKey = task.HasOtherKey ? true : null,
        Reason = task.ErrorCode,
        ElapsedSeconds = Elapsed(task, now),
        Warnings = Warnings(task),
        NextAction = NextActions.Get(task.Handle, frames),
    };

    /// <summary>The link can be signed, so only the person sees it.</summary>
    private static string Link(VideoTask task) =>
        task.OutputLinks.Count > 0 && task.ErrorCode != LinkExpired ? $"Tell the user: `comet-runway-mcp tasks show {task.Handle}` prints its link, which lives about a day. " : "";

    private static bool IsUnread(VideoTask task) =>
        task.ErrorMessage is not null && task.State is VideoTaskState.Accepted or VideoTaskState.Pending or VideoTaskState.Throttled or VideoTaskState.Running;

    private static string Sentence(string? text) => text is null ? "" : text.EndsWith('.') ? text : text + ".";

    private static FileReply File(SavedFile file, Mp4Facts? facts) => new()
    {
        Path = file.Path,
        Bytes = file.Length,
        Width = facts?.Width,
        Height = facts?.Height,
        Seconds = facts is null ? null : Math.Round(facts.DurationSeconds, 2),
        FramesPerSecond = facts?.FramesPerSecond is { } fps ? Math.Round(fps, 2) : null,
        Codec = facts?.VideoCodec is { } codec ? $"{codec} {facts.Profile}".TrimEnd() : null,
        Audio = facts?.HasAudio,
    };

    private static string Differing(string[] differences) =>
        differences.Length == 0 ? "Size and length are as asked. " : $"It differs from the request: {string.Join(" ", differences)} ";

    // Some hosts do not pass images to the model. The model must not describe an image that it did not receive.
    private static string Seen(ContactSheetResult? look) => look switch
    {
        null => "Nobody has looked at the picture.",
        { Sheet: { } sheet } => $"The attached sheet shows {(sheet.Frames == 1 ? "1 frame" : $"{sheet.Frames} frames, first to last")}. If you see no picture here, nobody has looked at it.",
        _ => $"Nobody has looked at the picture, because {look.Reason}.",
    };

    private static string Estimate(VideoTask task, TimeSpan? typical, DateTimeOffset now)
    {
        if (typical is not { } usual)
            return "";
        var left = usual - (now - task.CreatedAt);
        return left > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"By the user's earlier videos about {left.TotalSeconds:0} s are left. ")
            : string.Create(CultureInfo.InvariantCulture, $"It takes longer than the user's earlier videos ({usual.TotalSeconds:0} s). ");
    }

    private static string[]? Warnings(VideoTask task) => task.Warning is null ? null : [task.Warning];

    private static int Elapsed(VideoTask task, DateTimeOffset now) =>
        (int)Math.Clamp(((task.FinishedAt ?? now) - task.CreatedAt).TotalSeconds, 0, int.MaxValue);
}
