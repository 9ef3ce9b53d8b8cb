using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using CometRunway.Callers;
using CometRunway.Options;
using CometRunway.SemanticKernel.Guard;
using CometRunway.SemanticKernel.Replies;
using CometRunway.Store;
using CometRunway.Tasks;
using Microsoft.SemanticKernel;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>The functions for existing tasks: list them, cancel one.</summary>
internal sealed class TaskFunctions(CallerResolver caller, VideoTaskService service, TaskCancellation cancellation, SettingNames names)
{
    private const int LongestPage = 50;

    [KernelFunction(FunctionNames.List), Description(ToolText.List)]
    public Task<ListReply> ListAsync(
        [Description(ToolText.Query), TextLimit(TextLimits.Query)] string? query = null,
        [Description(ToolText.State), TextLimit(TextLimits.Name)] string? state = null,
        [Description(ToolText.ListLimit), Range(1, LongestPage)] int limit = 10,
        [Description(ToolText.Cursor), TextLimit(TextLimits.Cursor)] string? cursor = null,
        CancellationToken cancellationToken = default)
    {
        if (!TaskStateText.TryRead(state, out var states))
            throw new ToolErrorException(ListReplies.NoSuchState(state!));
        return Failures.AsRepliesAsync(names, async () =>
        {
            var user = await caller.GetAsync(cancellationToken).ConfigureAwait(false);
            var asked = new TaskQuery { Text = query, States = states, Limit = Math.Clamp(limit, 1, LongestPage), Cursor = string.IsNullOrWhiteSpace(cursor) ? null : cursor };
            var page = await PageAsync(user, asked, cancellationToken).ConfigureAwait(false);
            VideoTask[] shown = await Task.WhenAll(page.Tasks.Select(task => service.WithAddressesAsync(task, cancellationToken))).ConfigureAwait(false);
            var reply = ListReplies.Of(page with { Tasks = shown }, await service.GetUsageAsync(user, cancellationToken).ConfigureAwait(false));
            return StoreNotice.AddTo(reply, service.Notice);
        });
    }

    [KernelFunction(FunctionNames.Cancel), Description(ToolText.Cancel)]
    public async Task<CancelReply> CancelAsync(
        [Description(ToolText.CancelTaskId), TextLimit(TextLimits.Name)] string taskId,
        CancellationToken cancellationToken = default)
    {
        var result = await Failures.AsRepliesAsync(names, async () =>
        {
            var user = await caller.GetAsync(cancellationToken).ConfigureAwait(false);
            var task = await TaskNames.FindAsync(service, user, taskId, cancellationToken).ConfigureAwait(false);
            return await cancellation.CancelAsync(task, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return CancelReplies.Of(result);
    }

    private async Task<TaskPage> PageAsync(Caller user, TaskQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return await service.ListAsync(user, query, cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException)
        {
            throw new ToolErrorException(ListReplies.BadCursor());
        }
    }
}
