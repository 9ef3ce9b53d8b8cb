using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using CometRunway.Callers;
using CometRunway.Options;
using CometRunway.Requests;
using CometRunway.SemanticKernel.Approval;
using CometRunway.SemanticKernel.Guard;
using CometRunway.SemanticKernel.Replies;
using CometRunway.Store;
using CometRunway.Tasks;
using CometRunway.Videos;
using CometRunway.Videos.ContactSheets;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>The functions a model can call: the one place where a tool is defined.</summary>
internal sealed class VideoFunctions(CallerResolver caller, RequestPreparation preparation, TaskCreator creator, VideoTaskService service, ContactSheetGenerator sheets, IReadOnlyList<IPaidCallApproval> standing, TimeProvider time, CometRunwayOptions options, ILogger logger)
{
    private const int LongestWait = 50;
    private static readonly TimeSpan LeastPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWaitWithFrames = TimeSpan.FromSeconds(LongestWait) - ContactSheetGenerator.TimeLimit;

    [KernelFunction(FunctionNames.Validate), Description(ToolText.Validate)]
    public async Task<ValidateReply> ValidateAsync(
        [Description(ToolText.Image), TextLimit(TextLimits.Image)] string image,
        [Description(ToolText.Prompt), TextLimit(TextLimits.Prompt)] string? prompt = null,
        [Description(ToolText.Model), TextLimit(TextLimits.Name)] string? model = null,
        [Description(ToolText.Ratio), TextLimit(TextLimits.Name)] string? ratio = null,
        [Description(ToolText.Duration)] int? duration = null,
        [Description(ToolText.Seed), Range(0, 999_999_999)] long? seed = null,
        [Description(ToolText.Watermark)] bool watermark = false,
        [Description(ToolText.CropFocus), TextLimit(TextLimits.Name)] string? cropFocus = null,
        ArgumentFindings? findings = null,
        CancellationToken cancellationToken = default)
    {
        var asked = Asked(image, prompt, model, ratio, duration, seed, watermark, cropFocus);
        return await Failures.AsRepliesAsync(options.Names, async () =>
        {
            // Read once: the app's context may change while the call runs.
            var callerId = caller.CallerId;
            var prepared = await preparation.PrepareAsync(asked, callerId, cancellationToken).ConfigureAwait(false);
            var preview = await preparation.PreviewAsync(prepared, cancellationToken).ConfigureAwait(false);
            var user = await caller.GetAsync(callerId, cancellationToken).ConfigureAwait(false);
            var unsaved = await creator.FindSavingProblemAsync(cancellationToken).ConfigureAwait(false);
            return RequestReplies.Validated(prepared, findings ?? ArgumentFindings.None, preview, user.Key is not null, unsaved, options.Names);
        }).ConfigureAwait(false);
    }

    [KernelFunction(FunctionNames.Create), Description(ToolText.Create), ReplyType(typeof(CreateReply))]
    public async Task<ToolReply> CreateAsync(
        [Description(ToolText.Image), TextLimit(TextLimits.Image)] string image,
        [Description(ToolText.Prompt), TextLimit(TextLimits.Prompt)] string? prompt = null,
        [Description(ToolText.Model), TextLimit(TextLimits.Name)] string? model = null,
        [Description(ToolText.Ratio), TextLimit(TextLimits.Name)] string? ratio = null,
        [Description(ToolText.Duration)] int? duration = null,
        [Description(ToolText.Seed), Range(0, 999_999_999)] long? seed = null,
        [Description(ToolText.Watermark)] bool watermark = false,
        [Description(ToolText.CropFocus), TextLimit(TextLimits.Name)] string? cropFocus = null,
        [Description(ToolText.NewTake)] bool newTake = false,
        [Description(ToolText.RequestId), TextLimit(TextLimits.RequestId)] string? requestId = null,
        ArgumentFindings? findings = null,
        PaidCallApprovals? approvals = null,
        CancellationToken cancellationToken = default)
    {
        // Models write an empty text for what they leave out.
        var asked = Asked(image, prompt, model, ratio, duration, seed, watermark, cropFocus) with { RequestId = string.IsNullOrWhiteSpace(requestId) ? null : requestId };
        // Read once: the image, the key and the limits belong to one user, even if the app's context changes meanwhile.
        var callerId = Failures.AsReplies(options.Names, () => caller.CallerId);
        var prepared = await Failures.AsRepliesAsync(options.Names, () => creator.PrepareAsync(asked, callerId, cancellationToken)).ConfigureAwait(false);
        if (prepared.HasErrors || findings?.All.Count > 0)
            return RequestReplies.Refused(prepared, findings ?? ArgumentFindings.None);
        var user = await Failures.AsRepliesAsync(options.Names, () => caller.GetAsync(callerId, cancellationToken).AsTask()).ConfigureAwait(false);
        var call = new PaidCall(prepared, newTake, user.Id, options.IsLoopback);
        var all = (approvals ?? PaidCallApprovals.None).And(standing);
        if (await all.AskAsync(call, time, ApprovalFailed, cancellationToken).ConfigureAwait(false) is { } refused)
            return refused;
        var begun = time.GetTimestamp();
        var result = await creator.CreateAsync(user, prepared, new CreateOptions { NewTake = newTake }, cancellationToken).ConfigureAwait(false);
        bool? allowed = null;
        if (result is CreateResult.OverBudget { Refusal: { MayBeAsked: true } refusal })
        {
            allowed = await all.AllowsOverLimitAsync(call, refusal, time, ApprovalFailed, cancellationToken).ConfigureAwait(false);
            if (allowed is true)
                result = await creator.CreateAsync(user, prepared, new CreateOptions { NewTake = newTake, LimitOverrides = refusal.Limits, ResponseTimeout = WhatIsLeft(begun) }, cancellationToken).ConfigureAwait(false);
        }

        return StoreNotice.AddTo(CreateReplies.Of(result, prepared, time.GetUtcNow(), options.Names, wasAsked: allowed is not null), service.Notice);
    }

    [KernelFunction(FunctionNames.Get), Description(ToolText.Get)]
    public async Task<VideoReply> GetAsync(
        [Description(ToolText.TaskId), TextLimit(TextLimits.Name)] string? taskId = null,
        [Description(ToolText.WaitSeconds), Range(0, LongestWait)] int waitSeconds = 45,
        [Description(ToolText.Frames), Range(0, ContactSheet.MaxFrames)] int frames = 0,
        IProgress<WaitProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var remembered = await Failures.AsRepliesAsync(options.Names, () => NamedAsync(taskId, cancellationToken)).ConfigureAwait(false);
        var task = await Failures.AsRepliesAsync(options.Names, () => service.CheckSavedFilesAsync(remembered, cancellationToken)).ConfigureAwait(false);
        frames = Math.Clamp(frames, 0, ContactSheet.MaxFrames);
        var wait = TimeSpan.FromSeconds(Math.Clamp(waitSeconds, 0, LongestWait));
        // Clients time out after 60 s, so the time for the contact sheet is taken from the wait.
        if (frames > 0 && wait > LongestWaitWithFrames)
            wait = LongestWaitWithFrames;
        var watcher = progress is null ? null : new WaitSentences(progress);
        var seen = await Failures.AsRepliesAsync(options.Names, () => service.WaitAsync(task, wait, watcher, cancellationToken)).ConfigureAwait(false);
        var look = frames > 0 && VideoReplies.IsReady(seen) ? await LookAsync(seen.Files[0], frames, cancellationToken).ConfigureAwait(false) : null;
        var shown = await service.WithAddressesAsync(seen, cancellationToken).ConfigureAwait(false);
        var reply = VideoReplies.Of(shown, await service.GetTypicalDurationAsync(seen, cancellationToken).ConfigureAwait(false), time.GetUtcNow(), look, frames);
        if (!reply.Finished && service.IsStopping)
            return VideoReplies.EndedEarly(reply);
        return task.Files.Count < remembered.Files.Count && reply.Finished ? VideoReplies.FetchedAgain(reply) : reply;
    }

    /// <summary>Clients time out after 60 s, so the time for the user's approval reduces the time for the request.</summary>
    private TimeSpan WhatIsLeft(long begun)
    {
        var left = TimeSpan.FromSeconds(LongestWait) - time.GetElapsedTime(begun);
        return left > LeastPatience ? left : LeastPatience;
    }

    private void ApprovalFailed(Exception error) => GuardedFunction.LogRefused(logger, error, FunctionNames.Create, ErrorCodes.Declined);

    private async Task<ContactSheetResult> LookAsync(SavedFile file, int frames, CancellationToken cancellationToken) =>
        VideoFacts.Parse(file.Facts) is { } facts
            ? await sheets.GenerateAsync(file.Path, facts, frames, cancellationToken).ConfigureAwait(false)
            : new ContactSheetResult(null, "what is in the file is not known");

    private static VideoRequest Asked(string image, string? prompt, string? model, string? ratio, int? duration, long? seed, bool watermark, string? cropFocus) =>
        new() { Image = image, Prompt = prompt, Model = model, Ratio = ratio, Duration = duration, Seed = seed, Watermark = watermark, CropFocus = cropFocus };

    private async Task<VideoTask> NamedAsync(string? taskId, CancellationToken cancellationToken)
    {
        var user = await caller.GetAsync(cancellationToken).ConfigureAwait(false);
        return string.IsNullOrWhiteSpace(taskId) || TaskNames.MeansNewest(taskId)
            ? await service.GetLatestAsync(user, cancellationToken).ConfigureAwait(false) ?? throw new ToolErrorException(TaskReplies.NoneYet())
            : await TaskNames.FindAsync(service, user, taskId, cancellationToken).ConfigureAwait(false);
    }
}
