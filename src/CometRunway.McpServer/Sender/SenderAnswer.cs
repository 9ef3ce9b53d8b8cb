using CometRunway.Api;
using CometRunway.Errors;

namespace CometRunway.McpServer.Sender;

/// <summary>The result of a request as the sender reports it. The ledger already contains the outcome.</summary>
internal sealed record SenderAnswer
{
    /// <summary>The task id, if the service accepted the request.</summary>
    public string? TaskId { get; init; }

    public bool MayNeverBecomeVisible { get; init; }

    public double? Credits { get; init; }

    /// <summary>The failure, if there was one. An answer with neither id nor message reports a fault of this tool.</summary>
    public string? Message { get; init; }

    public ChargeStatus Charge { get; init; }

    public bool IsTransient { get; init; }

    /// <summary>The kind of the service's error; null if no usable response arrived.</summary>
    public ApiErrorKind? Kind { get; init; }

    public int Status { get; init; }

    public string? Code { get; init; }

    public string? VendorMessage { get; init; }

    public IReadOnlyList<ApiIssue>? Issues { get; init; }

    public string? RequestId { get; init; }

    /// <summary>An id in a response that does not say that a task was created.</summary>
    public string? UnconfirmedTaskId { get; init; }

    /// <summary>True if only that id leaves a doubt that the request was refused.</summary>
    public bool IsRefusalWithId { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public bool NeverConnected { get; init; }

    /// <summary>Warnings that the sender logged.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public static SenderAnswer Of(ApiCreateResult? result) => result switch
    {
        ApiCreateResult.Accepted { Response: var response } => new()
        {
            TaskId = response.TaskId,
            MayNeverBecomeVisible = response.MayNeverBecomeVisible,
            Credits = response.EstimatedCredits,
        },
        ApiCreateResult.Failed { Error: CometApiException error } => Failed(error) with
        {
            Kind = error.Kind,
            Status = error.Status,
            Code = error.Code,
            VendorMessage = error.VendorMessage,
            Issues = error.Issues,
            RequestId = error.RequestId,
            UnconfirmedTaskId = error.UnconfirmedTaskId,
            IsRefusalWithId = error.IsRefusalWithId,
            RetryAfter = error.RetryAfter,
        },
        ApiCreateResult.Failed { Error: var error } => Failed(error) with { NeverConnected = error is CometRunwayConnectionException { NeverConnected: true } },
        _ => new(),
    };

    /// <summary>Returns the result; null for a fault of this tool.</summary>
    public ApiCreateResult? ToResult()
    {
        if (TaskId is not null)
            return new ApiCreateResult.Accepted(new CreateTaskResponse(TaskId, MayNeverBecomeVisible, Credits));
        return Message is null ? null : new ApiCreateResult.Failed(Kind is { } kind ? ApiError(kind) : ConnectionError());
    }

    private static SenderAnswer Failed(CometRunwayException error) => new() { Message = error.Message, Charge = error.Charge, IsTransient = error.IsTransient };

    private CometApiException ApiError(ApiErrorKind kind) => new(kind, Status, Message!)
    {
        Charge = Charge,
        IsTransient = IsTransient,
        Code = Code,
        VendorMessage = VendorMessage,
        Issues = Issues ?? [],
        RequestId = RequestId,
        UnconfirmedTaskId = UnconfirmedTaskId,
        IsRefusalWithId = IsRefusalWithId,
        RetryAfter = RetryAfter,
    };

    private CometRunwayConnectionException ConnectionError() => new(Message!, NeverConnected) { Charge = Charge, IsTransient = IsTransient };
}
