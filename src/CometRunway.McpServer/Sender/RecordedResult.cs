using CometRunway.Api;
using CometRunway.Errors;
using CometRunway.Store;

namespace CometRunway.McpServer.Sender;

/// <summary>The result of a request, read from its row when its sender could not report it.</summary>
internal static class RecordedResult
{
    /// <summary>Returns the result of a row that is no longer submitting.</summary>
    public static ApiCreateResult Of(VideoTask row)
    {
        if (row.TaskId is { } id)
            return new ApiCreateResult.Accepted(new CreateTaskResponse(id, row.MayNeverBecomeVisible, row.Credits));
        var isRejected = row.State == VideoTaskState.Rejected;
        return new ApiCreateResult.Failed(new CometRunwayConnectionException(row.ErrorMessage ?? row.ErrorCode ?? "", neverConnected: isRejected)
        {
            Charge = isRejected ? ChargeStatus.No : ChargeStatus.Unknown,
            IsTransient = isRejected,
        });
    }
}
