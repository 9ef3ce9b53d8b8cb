using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using CometRunway.Options;
using CometRunway.SemanticKernel.Guard;
using CometRunway.SemanticKernel.Replies;
using CometRunway.Store;
using CometRunway.Tasks;
using Microsoft.SemanticKernel;

namespace CometRunway.SemanticKernel.Functions;

/// <summary>The functions for existing tasks: list them, cancel one.</summary>
internal sealed class TaskFunctions(VideoTaskService runner, TaskCancellation cancellation, SettingNames names)
{
    private const int LongestPage = 50;

    [KernelFunction(FunctionNames.List), Description(ToolText.List)]
    public Task<ListReply> ListAsync(
        [Description(ToolText.Query)] string? query = null,
        [Description(ToolText.State)] string? state = null,
        [Description(ToolText.ListLimit), Range(1, LongestPage)] int limit = 10,
        [Description(ToolText.Cursor)] string? cursor = null)
    {
        if (!TaskStateText.TryRead(state, out var states))
            throw new ToolErrorException(ListReplies.NoSuchState(state!));
        return Failures.AsRepliesAsync(names, () =>
        {
            var asked = new TaskQuery { Text = query, States = states, Limit = Math.Clamp(limit, 1, LongestPage), Cursor = string.IsNullOrWhiteSpace(cursor) ? null : cursor };
            return Task.FromResult(ListReplies.Of(Page(asked), runner.Totals()));
        });
    }

    [KernelFunction(FunctionNames.Cancel), Description(ToolText.Cancel)]
    public async Task<CancelReply> CancelAsync(
        [Description(ToolText.CancelTaskId)] string taskId,
        CancellationToken cancellationToken = default)
    {
        var result = await Failures.AsRepliesAsync(names, () => cancellation.CancelAsync(TaskNames.Find(runner, taskId), cancellationToken)).ConfigureAwait(false);
        return CancelReplies.Of(result);
    }

    private TaskPage Page(TaskQuery query)
    {
        try
        {
            return runner.List(query);
        }
        catch (ArgumentException)
        {
            throw new ToolErrorException(ListReplies.BadCursor());
        }
    }
}
