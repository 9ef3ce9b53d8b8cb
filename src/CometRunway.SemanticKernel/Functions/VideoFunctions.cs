using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using CometRunway.ImageToVideo;
using CometRunway.Ledger;
using CometRunway.SemanticKernel.Guard;
using CometRunway.SemanticKernel.Replies;
using CometRunway.VideoTasks;
using Microsoft.SemanticKernel;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>The functions a model can call: the one place where a tool is defined.</summary>
internal sealed class VideoFunctions(RequestPreparation preparation, VideoTaskRunner runner, TimeProvider time)
{
    private const int LongestWait = 50;

    [KernelFunction(FunctionNames.Validate), Description(ToolText.Validate)]
    public async Task<ValidateReply> ValidateAsync(
        [Description(ToolText.Image)] string image,
        [Description(ToolText.Prompt)] string? prompt = null,
        [Description(ToolText.Model)] string? model = null,
        [Description(ToolText.Ratio)] string? ratio = null,
        [Description(ToolText.Duration)] int? duration = null,
        [Description(ToolText.Seed), Range(0, 999_999_999)] long? seed = null,
        [Description(ToolText.Watermark)] bool watermark = false,
        ArgumentFindings? findings = null,
        CancellationToken cancellationToken = default)
    {
        var asked = Asked(image, prompt, model, ratio, duration, seed, watermark);
        var prepared = await preparation.PrepareAsync(asked, cancellationToken).ConfigureAwait(false);
        return RequestReplies.Validated(prepared, findings ?? ArgumentFindings.None);
    }

    [KernelFunction(FunctionNames.Create), Description(ToolText.Create)]
    public async Task<CreateReply> CreateAsync(
        [Description(ToolText.Image)] string image,
        [Description(ToolText.Prompt)] string? prompt = null,
        [Description(ToolText.Model)] string? model = null,
        [Description(ToolText.Ratio)] string? ratio = null,
        [Description(ToolText.Duration)] int? duration = null,
        [Description(ToolText.Seed), Range(0, 999_999_999)] long? seed = null,
        [Description(ToolText.Watermark)] bool watermark = false,
        [Description(ToolText.NewTake)] bool newTake = false,
        ArgumentFindings? findings = null,
        CancellationToken cancellationToken = default)
    {
        var asked = Asked(image, prompt, model, ratio, duration, seed, watermark);
        var prepared = await preparation.PrepareAsync(asked, cancellationToken).ConfigureAwait(false);
        if (prepared.HasErrors || findings?.All.Count > 0)
            throw new ToolErrorException(RequestReplies.Refused(prepared, findings ?? ArgumentFindings.None));
        var result = await Failures.AsRepliesAsync(() => runner.CreateAsync(prepared, newTake, cancellationToken)).ConfigureAwait(false);
        return CreateReplies.Of(result, prepared, time.GetUtcNow());
    }

    [KernelFunction(FunctionNames.Get), Description(ToolText.Get)]
    public async Task<VideoReply> GetAsync(
        [Description(ToolText.TaskId)] string? taskId = null,
        [Description(ToolText.WaitSeconds), Range(0, LongestWait)] int waitSeconds = 45,
        IProgress<WaitProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var entry = await Failures.AsRepliesAsync(() => Task.FromResult(Named(taskId))).ConfigureAwait(false);
        var reporter = new WaitReporter(progress, runner.TypicalDuration(entry), time);
        var wait = TimeSpan.FromSeconds(Math.Clamp(waitSeconds, 0, LongestWait));
        var seen = await Failures.AsRepliesAsync(() => reporter.WhileAsync(runner.WaitAsync(entry, wait, reporter.Report, cancellationToken))).ConfigureAwait(false);
        return VideoReplies.Of(seen, runner.TypicalDuration(seen), time.GetUtcNow());
    }

    private static VideoRequest Asked(string image, string? prompt, string? model, string? ratio, int? duration, long? seed, bool watermark) =>
        new() { Image = image, Prompt = prompt, Model = model, Ratio = ratio, Duration = duration, Seed = seed, Watermark = watermark };

    private TaskEntry Named(string? taskId) => string.IsNullOrWhiteSpace(taskId)
        ? runner.Latest() ?? throw new ToolErrorException(TaskReplies.NoneYet())
        : TaskNames.Find(runner, taskId);
}
